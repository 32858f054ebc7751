package ki.testbed.harness;

import java.time.Instant;
import ki.testbed.protocol.Event;

/**
 * An event that those who watch the run want to hear of.
 *
 * @param seq its number in the run's attempt
 */
public record Told(long seq, Instant wall, Event event) {}
