package ki.testbed.evaluation;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import ki.testbed.evaluation.Seen.Absent;
import ki.testbed.evaluation.Seen.Present;
import ki.testbed.evaluation.Seen.Unreachable;
import ki.testbed.harness.Ends;
import ki.testbed.harness.Heard;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Phase;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.SandboxStatus;
import ki.testbed.sandbox.SandboxStatus.Pending;
import ki.testbed.sandbox.SandboxStatus.Stage;

/** From row and engine to the next decision about a run; pure. */
final class Deciding {
  private static final Set<Phase> WRITING = EnumSet.of(Phase.SCORING, Phase.REPORT);

  private final Wanted wanted;
  private final Instant now;

  private Deciding(Wanted wanted, Instant now) {
    this.wanted = wanted;
    this.now = now;
  }

  static Decision decide(Seen seen, Wanted wanted, Instant now) {
    return new Deciding(wanted, now).decide(seen);
  }

  private Decision decide(Seen seen) {
    if (wanted.ofNewerEpoch()) {
      return new Decision.Wait();
    }
    if (wanted.ofOlderEpoch()) {
      return new Decision.Adopt();
    }
    if (wanted.ending().isPresent() && !briefly(seen)) {
      return new Decision.End(wanted.ending().get());
    }
    return switch (seen) {
      case Unreachable unreachable -> withoutEngine(unreachable);
      case Absent _ -> withoutSandbox();
      case Present present -> withSandbox(present);
    };
  }

  /** The engine is away, but not for long: evidence may still be had. */
  private boolean briefly(Seen seen) {
    return seen instanceof Unreachable unreachable
        && unreachable.lasting().compareTo(wanted.limits().engineWait()) < 0;
  }

  private Decision withoutEngine(Unreachable unreachable) {
    var limit = wanted.limits().engineWait();
    if (wanted.cancelRequested() || unreachable.lasting().compareTo(limit) < 0) {
      return new Decision.Wait();
    }
    Reason reason = unreachable.others() ? Reason.ENGINE_WEDGED : Reason.ENGINE_UNREACHABLE;
    return new Decision.End(Why.of(reason, "limit", Words.of(limit)));
  }

  private Decision withoutSandbox() {
    if (wanted.cancelRequested()) {
      return new Decision.Cut();
    }
    if (wanted.sandboxSeen() || wanted.state() != RunState.PROVISIONING) {
      return new Decision.End(Why.of(Reason.SANDBOX_VANISHED));
    }
    return wanted.pastMaximumAge(now) ? stuck() : new Decision.Provision();
  }

  private Decision withSandbox(Present seen) {
    SandboxStatus status = seen.status();
    Heard heard = seen.heard();
    if (wanted.cancelRequested() && !scoring(heard)) {
      return new Decision.Cut();
    }
    if (status instanceof Pending(Stage stage)) {
      return beforeStart(stage);
    }
    if (!heard.following() && !heard.complete()) {
      return new Decision.Follow();
    }
    return next(heard)
        .<Decision>map(Decision.Move::new)
        .or(() -> Causes.of(wanted, seen).map(Decision.End::new))
        .orElseGet(() -> onTime(seen));
  }

  /** Measured and about to be written down: a request to cancel comes too late. */
  private static boolean scoring(Heard heard) {
    return heard.phase().filter(WRITING::contains).isPresent()
        && heard.ended().contains(Phase.DRAIN);
  }

  private Decision beforeStart(Stage stage) {
    if (wanted.pastMaximumAge(now)) {
      return stuck();
    }
    return switch (stage) {
      case CREATED -> new Decision.Provision();
      case RUNNER_WAITS -> orderBrokenOff();
    };
  }

  /**
   * Somebody else's order may still be on its way; ours is not, as one run is never worked on twice
   * here.
   */
  private Decision orderBrokenOff() {
    boolean waited = wanted.run().since().plus(wanted.limits().engineWait()).isBefore(now);
    return waited
        ? new Decision.End(Why.of(Reason.ORDER_NOT_DELIVERED, "why", "it broke off"))
        : new Decision.Wait();
  }

  private Decision onTime(Present seen) {
    Heard heard = seen.heard();
    if (wanted.state() == RunState.COLLECTING && done(seen.status(), heard)) {
      return judged(seen) ? new Decision.Collect() : new Decision.Wait();
    }
    return heard.settled() ? overdue(heard) : new Decision.Wait();
  }

  /** A SUT that has ended may be the cause of all that came after: its end is judged first. */
  private static boolean judged(Present seen) {
    return seen.heardOut() || Ends.of(seen.status(), Part.SUT).isEmpty();
  }

  private Optional<RunState> next(Heard heard) {
    return switch (wanted.state()) {
      case PROVISIONING -> over(heard, Phase.READY, RunState.RUNNING);
      case RUNNING -> over(heard, Phase.WINDOW, RunState.DRAINING);
      case DRAINING -> over(heard, Phase.DRAIN, RunState.COLLECTING);
      case COLLECTING, QUEUED, SUCCEEDED, FAILED, CANCELLED -> Optional.empty();
    };
  }

  private static Optional<RunState> over(Heard heard, Phase phase, RunState next) {
    return heard.ended().contains(phase) ? Optional.of(next) : Optional.empty();
  }

  private static boolean done(SandboxStatus status, Heard heard) {
    boolean said = heard.finished().filter(last -> last.outcome() == Event.End.DONE).isPresent();
    return said && (heard.complete() || Ends.of(status, Part.RUNNER).isPresent());
  }

  private Decision overdue(Heard heard) {
    if (wanted.state() != RunState.COLLECTING && wanted.limits().stopAt().isBefore(now)) {
      String phase = heard.phase().map(Phase::name).orElse(Phase.READY.name());
      return new Decision.End(
          new Why(
              Reason.TIME_LIMIT,
              Detail.of("limit", Words.of(wanted.limits().total())).with("phase", phase)));
    }
    return wanted.pastMaximumAge(now) ? stuck() : new Decision.Wait();
  }

  private Decision stuck() {
    return new Decision.End(Stuck.in(wanted.state(), wanted.limits().maximumAge()));
  }
}
