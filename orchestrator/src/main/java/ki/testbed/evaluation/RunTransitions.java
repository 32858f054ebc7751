package ki.testbed.evaluation;

import static ki.testbed.evaluation.RunState.CANCELLED;
import static ki.testbed.evaluation.RunState.FAILED;
import static ki.testbed.evaluation.RunState.PROVISIONING;
import static ki.testbed.evaluation.RunState.QUEUED;
import static ki.testbed.evaluation.RunState.SUCCEEDED;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import ki.testbed.access.OrganisationId;
import ki.testbed.failpoint.Edge;
import ki.testbed.failpoint.Failpoints;
import ki.testbed.protocol.Scenario;
import ki.testbed.queue.Claim;
import ki.testbed.queue.Leadership;
import ki.testbed.queue.RunQueue;
import ki.testbed.rules.Validity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The only writer of a run's state. Each move is checked against the table of edges, written only
 * if state, attempt and epoch are still those the decision was made about, and stands in history
 * and outbox in the same transaction.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class RunTransitions {
  private static final String ENTITY = "run";

  private final RunStore store;
  private final RunQueue queue;
  private final Leadership leadership;
  private final RunNews news;
  private final Failpoints failpoints;
  private final RetryRule retries;
  private final InstantSource clock;

  /** Who is told of a move: those who watch, and tests that make a fault of it. */
  @Component
  record Telling(RunNews news, Failpoints failpoints) {}

  RunTransitions(
      RunStore store,
      RunQueue queue,
      Leadership leadership,
      Telling telling,
      RetryRule retries,
      InstantSource clock) {
    this.store = store;
    this.queue = queue;
    this.leadership = leadership;
    this.news = telling.news();
    this.failpoints = telling.failpoints();
    this.retries = retries;
    this.clock = clock;
  }

  /** A new run, QUEUED. */
  RunId create(
      OrganisationId organisation, EvaluationId evaluation, int ordinal, Scenario scenario) {
    return failpoints.cross(
        Edge.begin(ENTITY, QUEUED), () -> insert(organisation, evaluation, ordinal, scenario));
  }

  private RunId insert(
      OrganisationId organisation, EvaluationId evaluation, int ordinal, Scenario scenario) {
    RunId id = store.insert(organisation, evaluation, ordinal, scenario, clock.instant());
    store.begin(id);
    store.find(id).ifPresent(row -> news.moved(row.run()));
    return id;
  }

  /** QUEUED to PROVISIONING, with the claim that pays for it. */
  void provision(Run run, Claim claim, long epoch, Map<String, String> environment) {
    leadership.confirm(epoch);
    store.claimed(run.id(), claim.id(), claim.node(), environment);
    move(RunChange.of(run, PROVISIONING, clock.instant()).inEpoch(epoch));
  }

  /** On to the next state of a run that goes well. */
  void advance(Run run, RunState to) {
    leadership.confirm(run.epoch());
    move(RunChange.of(run, to, clock.instant()));
  }

  /** Measured and collected. */
  void succeed(Run run, Validity validity) {
    leadership.confirm(run.epoch());
    queue.forget(run.id().value());
    move(RunChange.of(run, SUCCEEDED, clock.instant()).measured(validity));
  }

  /**
   * Ended with a reason: FAILED, or QUEUED again if the testbed is to blame and attempts are left,
   * or CANCELLED if that was asked for meanwhile.
   *
   * @param epoch of the leader that ends it; a run that waits may still carry an older one
   */
  void end(Run run, Why why, long epoch) {
    leadership.confirm(epoch);
    if (run.cancelRequested()) {
      cancel(run, Optional.empty());
      return;
    }
    Optional<Duration> wait = retries.next(why.reason().blame(), run.attempt());
    wait.ifPresentOrElse(time -> again(run, why, time), () -> fail(run, why));
  }

  private void again(Run run, Why why, Duration wait) {
    RunChange change = RunChange.of(run, QUEUED, clock.instant()).because(why).nextAttempt();
    requeue(change, wait);
  }

  /** A measurement that our side disturbed is made again; its result is kept. */
  void measureAgain(Run run, Duration wait, Detail found) {
    leadership.confirm(run.epoch());
    requeue(RunChange.of(run, QUEUED, clock.instant()).with(found).nextAttempt(), wait);
  }

  private void requeue(RunChange change, Duration wait) {
    Instant notBefore = change.at().plus(wait);
    queue.requeue(change.before().id().value(), change.attempt(), notBefore);
    move(change);
  }

  private void fail(Run run, Why why) {
    queue.forget(run.id().value());
    move(RunChange.of(run, FAILED, clock.instant()).because(why));
  }

  /**
   * Ended on request by the leader.
   *
   * @param cut how far it was measured, if it was
   */
  void cancelled(Run run, Optional<Detail> cut) {
    leadership.confirm(run.epoch());
    cancel(run, cut);
  }

  /** Ended on request while it waits; any replica may do this, as nothing is held. */
  void cancelWaiting(Run run) {
    if (run.state() != QUEUED) {
      throw new IllegalStateException("run " + run.id() + " does not wait");
    }
    cancel(run, Optional.empty());
  }

  private void cancel(Run run, Optional<Detail> cut) {
    queue.forget(run.id().value());
    RunChange change =
        RunChange.of(run, CANCELLED, clock.instant())
            .because(new Why(Reason.CANCELLED_BY_SUBMITTER, cut.orElse(Detail.NONE)));
    move(cut.isPresent() ? change.cut() : change);
  }

  private void move(RunChange change) {
    Run before = change.before();
    RunEdges.require(before.state(), change.to());
    failpoints.cross(Edge.of(ENTITY, before.state(), change.to()), () -> write(change));
  }

  private RunId write(RunChange change) {
    RunId id = change.before().id();
    if (store.move(change) != 1) {
      throw new RunMoved(id);
    }
    store.find(id).ifPresent(row -> news.moved(row.run()));
    return id;
  }
}
