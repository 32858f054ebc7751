package ki.testbed.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import ki.testbed.queue.RunQueue;
import ki.testbed.queue.Term;
import ki.testbed.queue.planner.Planned;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Runs that wait: brings their images, starts whose turn it is, ends who waited too long. */
@Component
class QueueCare {
  private final RunStore runs;
  private final RunQueue queue;
  private final Turns turns;
  private final EvaluationProperties settings;
  private final InstantSource clock;

  /** What happens to runs that wait. */
  @Component
  record Turns(
      Preparing preparing,
      Starting starting,
      Preflight preflight,
      RunTransitions transitions,
      Workers workers,
      TransactionOperations transactions) {}

  QueueCare(
      RunStore runs,
      RunQueue queue,
      Turns turns,
      EvaluationProperties settings,
      InstantSource clock) {
    this.runs = runs;
    this.queue = queue;
    this.turns = turns;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * One look at all that wait.
   *
   * @param stirred called when something changed that asks for a new look
   */
  void tend(Term term, Runnable stirred) {
    Instant now = clock.instant();
    Duration maximumAge = settings.maximumAge(RunState.QUEUED);
    runs.overdue(now.minus(maximumAge)).forEach(row -> end(row.run(), term, maximumAge));
    prepare(term, stirred);
    start(term, stirred);
  }

  private void end(Run run, Term term, Duration maximumAge) {
    Why why = Stuck.in(RunState.QUEUED, maximumAge);
    turns.transactions().executeWithoutResult(_ -> turns.transitions().end(run, why, term.epoch()));
  }

  private void prepare(Term term, Runnable stirred) {
    for (Planned planned : queue.plan(clock.instant())) {
      if (planned instanceof Planned.Prepare(var candidate, String node)) {
        turns
            .workers()
            .submit(
                "image for " + candidate.run(),
                () -> turns.preparing().prepare(new RunId(candidate.run()), node, term, stirred));
      }
    }
  }

  private void start(Term term, Runnable stirred) {
    while (turns.preflight().proof().isPresent() && turns.starting().next(term).isPresent()) {
      stirred.run();
    }
  }
}
