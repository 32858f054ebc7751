package ki.testbed.harness;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Phase;

/**
 * What a runner has said so far, as far as it matters for what to do next.
 *
 * @param following whether its events arrive; if not, follow again
 * @param phase the one it is in, or was in last
 * @param begun when each phase began, by the runner's wall clock
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
    Map<Phase, Instant> begun,
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
    begun = Map.copyOf(begun);
    ended = Set.copyOf(ended);
  }

  /** Nobody listens yet. */
  public static Heard nothing() {
    return new Heard(
        false,
        Optional.empty(),
        Map.of(),
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

  /**
   * The phase the runner was in then, as phases follow each other; the present one if none had
   * begun.
   */
  public Optional<Phase> phaseAt(Instant then) {
    return begun.entrySet().stream()
        .filter(entry -> !entry.getValue().isAfter(then))
        .map(Map.Entry::getKey)
        .max(Comparator.naturalOrder())
        .or(() -> phase);
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
