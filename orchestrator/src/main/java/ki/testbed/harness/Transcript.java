package ki.testbed.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Observations;
import ki.testbed.protocol.Phase;
import ki.testbed.protocol.Pieces;
import ki.testbed.protocol.Scores;
import ki.testbed.rules.Recording;

/**
 * All events of one attempt, read from the first to the last and checked.
 *
 * @param events the lines as they came
 * @param whole whether nothing is missing: every number, every chunk with its hash, and the
 *     runner's own count
 */
record Transcript(
    Path events,
    boolean whole,
    Optional<EventViolation> violation,
    Optional<Event.Hello> hello,
    List<Told> phases,
    Optional<Event.Conformance> conformance,
    Optional<Event.ScheduleFixed> schedule,
    List<Event.Calibration> calibrations,
    Exchanges exchanges,
    Optional<Scores> scores,
    Pieces pieces,
    Optional<Observations> observations,
    Optional<Event.ResultComplete> result,
    Optional<Event.Finished> finished) {

  /** When a phase began or ended, by the runner's wall clock. */
  Optional<Instant> when(Phase phase, Event.Edge edge) {
    return phases.stream()
        .filter(told -> told.event().equals(new Event.PhaseChange(phase, edge)))
        .map(Told::wall)
        .findFirst();
  }

  /** The raw data as the rules want them. */
  Recording recording(int samples) {
    return new Recording(
        whole,
        schedule,
        samples,
        exchanges,
        scores,
        pieces,
        result.map(Event.ResultComplete::sha256));
  }

  /** From the start of the window to the last departure. */
  Duration length() {
    return Duration.ofNanos(Math.max(0, Arrays.stream(exchanges.picked()).max().orElse(0)));
  }

  /** Whether there is anything to compute with. */
  boolean measured() {
    return exchanges.rows() > 0;
  }
}
