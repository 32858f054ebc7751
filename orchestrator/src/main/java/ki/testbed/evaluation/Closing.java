package ki.testbed.evaluation;

import java.io.IOException;
import java.util.Optional;
import ki.testbed.harness.Collected;
import ki.testbed.harness.Collector;
import ki.testbed.harness.EventViolation;
import ki.testbed.harness.RunWatches;
import ki.testbed.protocol.Event;
import ki.testbed.sandbox.SandboxStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Ends runs: reads the sandbox out, stores evidence and the last state in one transaction. The
 * sandbox is removed afterwards by {@link Sweeping}, so nothing is lost by ending here at any
 * point.
 */
@Component
class Closing {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private final Engine engine;
  private final RunStore runs;
  private final Collector collector;
  private final Filing filing;
  private final Afterwards afterwards;

  /** What is forgotten once a run holds nothing. */
  @Component
  record Afterwards(RunWatches watches, RunBriefs briefs, Looking looking) {
    void forget(Case run) {
      watches.unfollow(run.brief().run());
      briefs.forget(run.run().id());
      looking.forget(run.brief().handle());
    }
  }

  Closing(Engine engine, RunStore runs, Collector collector, Filing filing, Afterwards afterwards) {
    this.engine = engine;
    this.runs = runs;
    this.collector = collector;
    this.filing = filing;
    this.afterwards = afterwards;
  }

  /**
   * The runner is done: its result, or the reason why there is none.
   *
   * @return false if the engine did not give everything: look again later
   */
  boolean collect(Case run) throws InterruptedException {
    try (Collected collected = read(run)) {
      if (!collected.eventsRead()) {
        return false;
      }
      store(run, collected);
    } catch (IOException e) {
      LOG.warn("{}: what was measured could not be stored: {}", run.brief(), e.getMessage());
      filing.ended(run, Why.of(Reason.EVIDENCE_NOT_STORED));
    }
    afterwards.forget(run);
    return true;
  }

  private void store(Case run, Collected collected) throws IOException {
    Optional<Why> missing = missing(collected);
    if (missing.isPresent()) {
      filing.ended(run, missing.get(), collected);
    } else {
      filing.measured(run, collected);
    }
  }

  private static Optional<Why> missing(Collected collected) {
    boolean done =
        collected.finished().filter(last -> last.outcome() == Event.End.DONE).isPresent();
    if (done && collected.measured().isPresent()) {
      return Optional.empty();
    }
    String at = collected.violation().map(EventViolation::at).map(String::valueOf).orElse("end");
    return Optional.of(Why.of(Reason.RUNNER_PROTOCOL, "at", at));
  }

  /**
   * Ends a run for a reason, with the evidence that can be had. The intent is written first, so
   * that our own stop is not taken for the cause.
   */
  boolean end(Case run, Why why) throws InterruptedException {
    if (run.row().ending().isEmpty() && runs.intend(run.run(), why) != 1) {
      throw new RunMoved(run.run().id());
    }
    if (evidenceToBeHad(why.reason())) {
      endWithEvidence(run, why);
    } else {
      filing.ended(run, why);
    }
    afterwards.forget(run);
    return true;
  }

  private void endWithEvidence(Case run, Why why) throws InterruptedException {
    try (Collected collected = read(run)) {
      filing.ended(run, why, collected);
    } catch (IOException e) {
      LOG.warn(
          "{}: ends without evidence, which could not be stored: {}", run.brief(), e.getMessage());
      filing.ended(run, why);
    }
  }

  private static boolean evidenceToBeHad(Reason reason) {
    return reason != Reason.ENGINE_UNREACHABLE
        && reason != Reason.ENGINE_WEDGED
        && reason != Reason.SANDBOX_VANISHED;
  }

  /**
   * Ends a run on request; what was measured until then is kept as partial.
   *
   * @return false while the engine does not confirm that everything has stopped
   */
  boolean cut(Case run) throws InterruptedException {
    try (Collected collected = read(run)) {
      if (collected.status().filter(Closing::stopped).isEmpty()) {
        return false;
      }
      filing.cut(run, collected);
    } catch (IOException e) {
      LOG.warn(
          "{}: is cancelled without evidence, which could not be stored: {}",
          run.brief(),
          e.getMessage());
      filing.cut(run);
    }
    afterwards.forget(run);
    return true;
  }

  private static boolean stopped(SandboxStatus status) {
    return switch (status) {
      case SandboxStatus.Gone _ -> true;
      case SandboxStatus.Pending(SandboxStatus.Stage stage) -> stage == SandboxStatus.Stage.CREATED;
      case SandboxStatus.Exited(var runner, var sut, var sutStarted) ->
          runner.isPresent() && (sut.isPresent() || sutStarted.isEmpty());
      case SandboxStatus.Ready _ -> false;
    };
  }

  private Collected read(Case run) throws IOException, InterruptedException {
    return collector.collect(engine.backend(), run.brief(), run.fence());
  }
}
