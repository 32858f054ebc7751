package ki.testbed.sandbox.docker;

import java.time.Instant;
import java.util.OptionalLong;
import ki.testbed.sandbox.Usage;
import ki.testbed.sandbox.Usage.Counter;
import tools.jackson.databind.JsonNode;

/**
 * Reads the counters of one part, from files where its control group is on this machine and else
 * from the engine's stats.
 */
final class Meter {
  static final String LOST = "SOURCE_LOST";

  private Meter() {}

  static boolean alive(Cgroup group) {
    return group.unified()
        ? group.number("", "memory.current").isPresent()
        : group.number("memory", "memory.usage_in_bytes").isPresent();
  }

  static Usage read(Cgroup group, Instant at) {
    return group.unified() ? unified(group, at) : perController(group, at);
  }

  private static Usage unified(Cgroup group, Instant at) {
    return new Usage(
        at,
        counter(times(group.number("", "cpu.stat", "usage_usec"), 1000)),
        counter(group.number("", "memory.peak")),
        counter(
            minus(
                group.number("", "memory.current"),
                group.number("", "memory.stat", "inactive_file"))),
        counter(times(group.number("", "cpu.stat", "throttled_usec"), 1000)),
        counter(group.number("", "memory.events", "oom_kill")),
        counter(group.number("", "pids.events", "max")),
        "cgroup-v2");
  }

  private static Usage perController(Cgroup group, Instant at) {
    return new Usage(
        at,
        counter(group.number("cpuacct", "cpuacct.usage")),
        counter(group.number("memory", "memory.max_usage_in_bytes")),
        counter(
            minus(
                group.number("memory", "memory.usage_in_bytes"),
                group.number("memory", "memory.stat", "total_inactive_file"))),
        counter(group.number("cpu", "cpu.stat", "throttled_time")),
        counter(group.number("memory", "memory.oom_control", "oom_kill")),
        counter(group.number("pids", "pids.events", "max")),
        "cgroup-v1");
  }

  /**
   * From one answer of the engine's stats; version 2 of control groups reports no maximum there.
   */
  static Usage stats(JsonNode stats, Instant at) {
    var memory = stats.path("memory_stats");
    var details = memory.path("stats");
    OptionalLong file =
        first(number(details.path("total_inactive_file")), number(details.path("inactive_file")));
    return new Usage(
        at,
        counter(number(stats.path("cpu_stats").path("cpu_usage").path("total_usage"))),
        counter(number(memory.path("max_usage"))),
        counter(minus(number(memory.path("usage")), file)),
        counter(number(stats.path("cpu_stats").path("throttling_data").path("throttled_time"))),
        new Counter.Absent(LOST),
        new Counter.Absent(LOST),
        "engine-stats");
  }

  private static OptionalLong number(JsonNode node) {
    return node.isNumber() ? OptionalLong.of(node.longValue()) : OptionalLong.empty();
  }

  private static OptionalLong first(OptionalLong one, OptionalLong other) {
    return one.isPresent() ? one : other;
  }

  private static OptionalLong times(OptionalLong number, long factor) {
    return number.isPresent() ? OptionalLong.of(number.getAsLong() * factor) : number;
  }

  private static OptionalLong minus(OptionalLong whole, OptionalLong part) {
    return whole.isPresent() && part.isPresent()
        ? OptionalLong.of(Math.max(0, whole.getAsLong() - part.getAsLong()))
        : OptionalLong.empty();
  }

  private static Counter counter(OptionalLong number) {
    return number.isPresent() ? new Counter.Value(number.getAsLong()) : new Counter.Absent(LOST);
  }
}
