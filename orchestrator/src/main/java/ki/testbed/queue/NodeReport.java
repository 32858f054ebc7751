package ki.testbed.queue;

import java.util.Map;

/** What an engine says about its node; components as in {@link Node}. */
public record NodeReport(
    String id,
    String backend,
    String tier,
    int cpus,
    long memoryBytes,
    Map<String, String> details) {}
