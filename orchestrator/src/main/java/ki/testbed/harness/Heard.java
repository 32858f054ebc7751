package ki.testbed.harness;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Phase;

/**
 * What a runner has said so far, as far as it matters for what to do next.
 *
 * @param following whether its events arrive; if not, follow again
 * @param phase the one it is in, or was in last
 * @param ended phases that are over
 * @param complete its stdout has ended and was read to the end
 * @param served when the last exchange had its outcome, by the runner's wall clock
 * @param settled it is followed long enough to have caught up with what was said before
 * @param silence since its last event, or since it is followed
 * @param violation where its events are broken
 */
public record Heard(
    boolean following,
    Optional<Phase> phase,
    Set<Phase> ended,
    Optional<Event.Hello> hello,
    Optional<Event.Conformance> conformance,
    Optional<Event.Finished> finished,
    Optional<Instant> served,
    boolean complete,
    boolean settled,
    Duration silence,
    Optional<EventViolation> violation) {
  public Heard {
    ended = Set.copyOf(ended);
  }

  /** Nobody listens yet. */
  public static Heard nothing() {
    return new Heard(
        false,
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        Duration.ZERO,
        Optional.empty());
  }

  /** Ids of conformance findings that stop the run. */
  public List<String> broken() {
    return conformance.stream()
        .flatMap(all -> all.findings().stream())
        .filter(finding -> finding.isError())
        .map(finding -> finding.id())
        .distinct()
        .toList();
  }
}
