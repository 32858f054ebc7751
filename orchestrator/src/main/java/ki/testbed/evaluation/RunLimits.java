package ki.testbed.evaluation;

import java.time.Duration;
import ki.testbed.harness.HarnessProperties;
import ki.testbed.harness.Orders;
import ki.testbed.harness.RunBrief;
import ki.testbed.queue.QueueProperties;
import org.springframework.stereotype.Component;

/** How long each state of a run may last: a base per state, and what the run itself asks for. */
@Component
class RunLimits {
  private static final Duration CONFORMANCE = Duration.ofSeconds(60);
  private static final Duration CALIBRATION = Duration.ofSeconds(120);

  private final EvaluationProperties settings;
  private final QueueProperties queue;
  private final HarnessProperties harness;
  private final Orders orders;

  RunLimits(
      EvaluationProperties settings,
      QueueProperties queue,
      HarnessProperties harness,
      Orders orders) {
    this.settings = settings;
    this.queue = queue;
    this.harness = harness;
    this.orders = orders;
  }

  Wanted.Limits of(Run run, RunBrief brief) {
    return new Wanted.Limits(
        settings.engineWait(),
        settings.runnerSilence(),
        settings.maximumAge(run.state()).plus(ownShare(run.state(), brief)),
        brief.expires().minus(queue.pad()).minus(queue.grace()),
        settings.limit(),
        brief.manifest().service().startupTimeout(),
        brief.manifest().service().port(),
        brief.manifest().resources().memory(),
        brief.manifest().resources().pids());
  }

  private Duration ownShare(RunState state, RunBrief brief) {
    return switch (state) {
      case PROVISIONING -> brief.manifest().service().startupTimeout();
      case RUNNING -> phases(brief);
      case DRAINING -> orders.exchangeDeadline(brief);
      case QUEUED, COLLECTING, SUCCEEDED, FAILED, CANCELLED -> Duration.ZERO;
    };
  }

  /** Where the samples end the window, only the limit of the whole run bounds it. */
  private Duration phases(RunBrief brief) {
    boolean timed = brief.scenario().kind().isTimed();
    Duration window = Duration.ofNanos(brief.scenario().windowNs());
    return timed
        ? CONFORMANCE.plus(CALIBRATION).plus(harness.warmUp()).plus(window)
        : CONFORMANCE.plus(settings.limit());
  }
}
