package ki.testbed.evaluation;

import java.time.InstantSource;
import ki.testbed.queue.Leadership;
import ki.testbed.queue.Term;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Compares what is wanted with what is there, on a timer and on hints, and has the difference
 * worked on. A restart is a pass like any other. The pass itself waits for no engine.
 */
@Component
class Reconciler {
  private final Leadership leadership;
  private final RunStore runs;
  private final Workers workers;
  private final Duties duties;
  private final InstantSource clock;

  /** Who does what a pass finds. */
  @Component
  record Duties(
      Engine engine,
      Preflight preflight,
      RunCare care,
      QueueCare queue,
      Sweeping sweeping,
      Judge judge,
      EvaluationProperties settings) {}

  Reconciler(
      Leadership leadership, RunStore runs, Workers workers, Duties duties, InstantSource clock) {
    this.leadership = leadership;
    this.runs = runs;
    this.workers = workers;
    this.duties = duties;
    this.clock = clock;
  }

  /** Something happened: look again soon. */
  void hint() {
    workers.submit("pass", this::pass);
  }

  /** One look at everything; nothing unless this process leads. */
  @Scheduled(fixedRateString = "${testbed.evaluation.pass:2s}")
  void look() {
    hint();
  }

  private void pass() {
    leadership.term().ifPresent(this::pass);
  }

  private void pass(Term term) {
    workers.submit("engine", duties.engine()::look);
    workers.submit("preflight", () -> duties.preflight().tend(term, this::hint));
    for (RunRow row : runs.active()) {
      workers.submit(row.id(), () -> duties.care().tend(row.id(), term, this::hint));
    }
    workers.submit("queue", () -> duties.queue().tend(term, this::hint));
    workers.submit("sweep", () -> duties.sweeping().sweep(term, this::hint));
    workers.submit("judge", () -> duties.judge().judge(term));
  }
}
