package ki.testbed.rules;

import static ki.testbed.rules.ValidityReason.NOT_STEADY;
import static ki.testbed.rules.ValidityReason.QUEUE_GROWS;
import static ki.testbed.rules.ValidityReason.WARMUP_TOO_SHORT;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ki.testbed.rules.statistics.Dependence;
import ki.testbed.rules.statistics.Median;
import ki.testbed.rules.statistics.Trend;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * S1, S2: latency and exchanges in flight do not grow, and the SUT is as fast in the last third of
 * the window as in the first.
 */
final class SteadinessRules {
  private static final int BATCHES = Dependence.BATCHES;

  private SteadinessRules() {}

  static List<RuleOutcome> check(RunView run) {
    if (!run.timed()) {
      return both("NO_LATENCY");
    }
    double[] latencies =
        Arrays.stream(run.series().main().inOrder()).mapToDouble(SteadinessRules::millis).toArray();
    if (latencies.length < BATCHES) {
      return both("TOO_FEW_EXCHANGES");
    }
    double[] medians = batchMedians(latencies);
    if (Arrays.stream(medians).anyMatch(Double::isInfinite)) {
      return both("TOO_MANY_FAILURES");
    }
    return List.of(grows("S1.latency", medians, 0), inFlight(run), steady(latencies, medians));
  }

  private static List<RuleOutcome> both(String why) {
    return List.of(
        RuleOutcome.notApplicable("S1", why, ""), RuleOutcome.notApplicable("S2", why, ""));
  }

  private static double millis(long nanos) {
    return nanos == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : nanos / 1e6;
  }

  private static RuleOutcome inFlight(RunView run) {
    return run.openLoop()
        ? grows("S1.inflight", batchMedians(InFlight.atArrivals(run.timing())), 1)
        : RuleOutcome.notApplicable("S1.inflight", "NO_SCHEDULE", "");
  }

  /**
   * Change over the window by Theil and Sen, relative to the median (or the least scale that
   * matters), and its significance.
   */
  private static RuleOutcome grows(String id, double[] medians, double leastScale) {
    double p = Trend.mannKendall(medians);
    double scale = Math.max(leastScale, Median.of(medians));
    double change = scale > 0 ? Trend.theilSen(medians) * (BATCHES - 1) / scale : 0;
    boolean grows = p < ValidityBounds.TREND_P && change >= ValidityBounds.TREND_CHANGE;
    return RuleOutcome.of(
        id,
        !grows,
        "change " + Shown.number(change) + ", p " + Shown.number(p),
        "change < 0.1 or p >= 0.01",
        QUEUE_GROWS);
  }

  private static RuleOutcome steady(double[] latencies, double[] medians) {
    int third = latencies.length / 3;
    double first = Median.of(Arrays.copyOf(latencies, third));
    double last =
        Median.of(Arrays.copyOfRange(latencies, latencies.length - third, latencies.length));
    double change = first > 0 ? last / first - 1 : 0;
    double p =
        MannWhitneyUTest.withDefaults()
            .test(
                Arrays.copyOf(medians, BATCHES / 3),
                Arrays.copyOfRange(medians, BATCHES * 2 / 3, BATCHES))
            .getPValue();
    boolean steady = Math.abs(change) <= ValidityBounds.TREND_CHANGE || p >= ValidityBounds.TREND_P;
    String observed = "change " + Shown.number(change) + ", p " + Shown.number(p);
    return RuleOutcome.of(
        "S2",
        steady,
        observed,
        "change within 0.1 or p >= 0.01",
        change > 0 ? NOT_STEADY : WARMUP_TOO_SHORT);
  }

  private static double[] batchMedians(double[] values) {
    int size = values.length / BATCHES;
    return IntStream.range(0, BATCHES)
        .mapToDouble(b -> Median.of(Arrays.copyOfRange(values, b * size, (b + 1) * size)))
        .toArray();
  }
}
