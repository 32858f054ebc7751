package ki.testbed.queue.planner;

import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;

/**
 * A run that waits for its start.
 *
 * @param group runs of one group start in their order
 * @param submitSeq second key of the order: age
 * @param notBefore it does not start earlier, as an earlier attempt failed
 * @param imageOn ids of nodes that hold its images
 */
public record Candidate(
    UUID run,
    int attempt,
    UUID group,
    PriorityClass priority,
    long submitSeq,
    Need need,
    Instant notBefore,
    Set<String> imageOn) {
  /** Class, then age. */
  public static final Comparator<Candidate> ORDER =
      Comparator.comparing(Candidate::priority).thenComparingLong(Candidate::submitSeq);

  public Candidate {
    imageOn = Set.copyOf(imageOn);
  }
}
