package ki.testbed.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import ki.testbed.harness.RunBrief;
import ki.testbed.harness.RunWatches;
import ki.testbed.queue.Term;
import ki.testbed.sandbox.Fence;
import ki.testbed.sandbox.SandboxRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Takes one run a step further: looks, decides, and is the one place that acts on a decision. */
@Component
class RunCare {
  private final RunStore runs;
  private final Sight sight;
  private final Steps steps;
  private final TransactionOperations transactions;
  private final InstantSource clock;

  /** What is looked at. */
  @Component
  record Sight(
      Looking looking,
      RunBriefs briefs,
      RunLimits limits,
      Engine engine,
      EvaluationProperties settings) {
    /**
     * A run so old that whatever keeps it from ending by the rules must be a defect; one that is
     * cancelled may wait for its engine as long as it takes.
     */
    boolean hopeless(Run run, Instant now) {
      boolean may = !run.cancelRequested() || engine.answers();
      return may && run.since().plus(utmost(run.state())).isBefore(now);
    }

    Duration utmost(RunState state) {
      return settings.maximumAge(state).plus(settings.limit().multipliedBy(2));
    }

    Wanted wanted(RunRow row, RunBrief brief, Term term) {
      return new Wanted(
          row.run(), term.epoch(), row.sandboxSeen(), row.ending(), limits.of(row.run(), brief));
    }
  }

  /** What is done. */
  @Component
  record Steps(
      RunTransitions transitions, Provisioning provisioning, Closing closing, RunWatches watches) {}

  RunCare(
      RunStore runs,
      Sight sight,
      Steps steps,
      TransactionOperations transactions,
      InstantSource clock) {
    this.runs = runs;
    this.sight = sight;
    this.steps = steps;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Decides and acts until there is nothing to do but wait.
   *
   * @param stirred called when the runner says something that asks for a new look
   */
  void tend(RunId id, Term term, Runnable stirred) throws InterruptedException {
    boolean on = true;
    while (on) {
      var found = runs.find(id).filter(row -> holdsSomething(row.run().state()));
      on = found.isPresent() && tend(found.get(), term, stirred);
    }
  }

  private static boolean holdsSomething(RunState state) {
    return switch (state) {
      case PROVISIONING, RUNNING, DRAINING, COLLECTING -> true;
      case QUEUED, SUCCEEDED, FAILED, CANCELLED -> false;
    };
  }

  private boolean tend(RunRow row, Term term, Runnable stirred) throws InterruptedException {
    if (sight.hopeless(row.run(), clock.instant())) {
      return giveUp(row.run(), term);
    }
    RunBrief brief = sight.briefs().of(row);
    Seen seen = sight.looking().at(brief);
    Decision decision = Deciding.decide(seen, sight.wanted(row, brief, term), clock.instant());
    return act(
        decision, new Case(row, brief, new Fence(term.epoch(), term::sinceRenewal)), stirred);
  }

  private boolean giveUp(Run run, Term term) {
    Why why = Stuck.in(run.state(), sight.utmost(run.state()));
    transactions.executeWithoutResult(_ -> steps.transitions().end(run, why, term.epoch()));
    steps.watches().unfollow(run.id().value());
    return false;
  }

  /** Whether to look again at once. */
  private boolean act(Decision decision, Case run, Runnable stirred) throws InterruptedException {
    return switch (decision) {
      case Decision.Wait _ -> false;
      case Decision.Adopt _ -> adopt(run);
      case Decision.Provision _ -> provision(run, stirred);
      case Decision.Follow _ -> follow(run, stirred);
      case Decision.Move(RunState to) -> move(run, to);
      case Decision.Collect _ -> closing(steps.closing().collect(run), stirred);
      case Decision.End(Why why) -> closing(steps.closing().end(run, why), stirred);
      case Decision.Cut _ -> closing(steps.closing().cut(run), stirred);
    };
  }

  private boolean adopt(Case run) {
    if (runs.adopt(run.run(), run.fence().epoch()) != 1) {
      throw new RunMoved(run.run().id());
    }
    return true;
  }

  private boolean provision(Case run, Runnable stirred) throws InterruptedException {
    Optional<Why> refused = steps.provisioning().provision(run);
    if (refused.isPresent()) {
      return closing(steps.closing().end(run, refused.get()), stirred);
    }
    return true;
  }

  private boolean follow(Case run, Runnable stirred) {
    try {
      steps.watches().follow(sight.engine().backend(), run.brief(), stirred);
    } catch (SandboxRefused _) {
      return true; // it is gone since we looked
    }
    return false;
  }

  private boolean move(Case run, RunState to) {
    transactions.executeWithoutResult(_ -> steps.transitions().advance(run.run(), to));
    return true;
  }

  /** A run that has ended leaves a claim to clean up and perhaps an evaluation to judge. */
  private static boolean closing(boolean ended, Runnable stirred) {
    if (ended) {
      stirred.run();
    }
    return false;
  }
}
