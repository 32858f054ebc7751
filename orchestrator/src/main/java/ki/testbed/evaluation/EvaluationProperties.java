package ki.testbed.evaluation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long things may take, and what happens then.
 *
 * @param node id of the machine whose engine this service commands
 * @param limit longest time from a run's claim to its stop
 * @param engineWait how long an engine may be silent before a run is tried again
 * @param runnerSilence how long a runner may be silent
 * @param hearOut how long to listen on after a part has ended: its engine tells of the end on
 *     another way than that on which the runner's words arrive
 * @param attempts how often a run is tried
 * @param backoff time before the second, third, .. attempt; the last one stands for all further
 *     ones
 * @param jitter share by which the backoff is stretched or shortened at random
 * @param formalWindow shorter windows make previews
 * @param dryRunWindow longer windows are cut in dry runs
 * @param maximumAge per state, to which is added what the run itself asks for: start-up time,
 *     phases, window, deadline of an exchange
 */
@ConfigurationProperties("testbed.evaluation")
public record EvaluationProperties(
    @DefaultValue("local") String node,
    @DefaultValue("2h") Duration limit,
    @DefaultValue("60s") Duration engineWait,
    @DefaultValue("30s") Duration runnerSilence,
    @DefaultValue("1s") Duration hearOut,
    @DefaultValue("3") int attempts,
    @DefaultValue({"10s", "60s"}) List<Duration> backoff,
    @DefaultValue("0.2") double jitter,
    @DefaultValue("60s") Duration formalWindow,
    @DefaultValue("60s") Duration dryRunWindow,
    @DefaultValue Map<RunState, Duration> maximumAge) {

  private static final Map<RunState, Duration> MAXIMUM_AGE =
      Map.of(
          RunState.QUEUED, Duration.ofDays(7),
          RunState.PROVISIONING, Duration.ofMinutes(5),
          RunState.RUNNING, Duration.ofSeconds(60),
          RunState.DRAINING, Duration.ofSeconds(30),
          RunState.COLLECTING, Duration.ofMinutes(5));

  public EvaluationProperties {
    var ages = new EnumMap<RunState, Duration>(MAXIMUM_AGE);
    ages.putAll(maximumAge);
    maximumAge = Map.copyOf(ages);
    backoff = List.copyOf(backoff);
    if (attempts < 1 || backoff.isEmpty() || jitter < 0 || jitter >= 1) {
      throw new IllegalArgumentException(
          "testbed.evaluation needs attempts >= 1, a backoff, and a jitter from 0 to below 1");
    }
  }

  /** Maximum age of a state before what the run itself asks for. */
  Duration maximumAge(RunState state) {
    return maximumAge.getOrDefault(state, Duration.ZERO);
  }
}
