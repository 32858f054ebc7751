package ki.testbed.rules;

import static ki.testbed.rules.ValidityReason.LAG_TOO_LARGE;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ki.testbed.protocol.Outcome;
import ki.testbed.rules.statistics.Quantile;

/**
 * H1: exchanges are taken up when they are scheduled. Lag is taken up minus scheduled; dropped ones
 * have none.
 */
final class LagRules {
  private static final int P50 = 500_000;
  private static final int P99 = 990_000;
  private static final long MILLI = 1_000_000;

  private LagRules() {}

  static List<RuleOutcome> check(RunView run) {
    if (!run.openLoop()) {
      return List.of(RuleOutcome.notApplicable("H1", "NO_SCHEDULE", ""));
    }
    long[] lags = lags(run.timing());
    if (lags.length == 0) {
      return List.of(RuleOutcome.notObserved("H1", "NO_EXCHANGES", ""));
    }
    long p99Bound =
        Math.min(
            run.bounds().lagP99().orElse(Long.MAX_VALUE),
            run.ofLimit(ValidityBounds.LAG_P99_OF_LIMIT));
    return List.of(
        atMost("H1.p50", Quantile.value(lags, P50), run.bounds().lagP50()),
        atMost("H1.p99", Quantile.value(lags, P99), p99Bound),
        atMost("H1.max", lags[lags.length - 1], run.limitNs()),
        overMilli(lags, run.bounds()));
  }

  private static long[] lags(Timing timing) {
    return IntStream.range(0, timing.rows())
        .filter(i -> timing.outcome(i) != Outcome.DROPPED)
        .mapToLong(i -> lag(timing.scheduled(i), timing.picked(i)))
        .sorted()
        .toArray();
  }

  private static long lag(long scheduled, long picked) {
    return scheduled < 0 || picked < 0 ? Long.MAX_VALUE : picked - scheduled;
  }

  private static RuleOutcome atMost(String id, long lag, long bound) {
    return RuleOutcome.of(id, lag <= bound, Shown.ms(lag), "<= " + Shown.ms(bound), LAG_TOO_LARGE);
  }

  private static RuleOutcome overMilli(long[] lags, ValidityBounds bounds) {
    double share = (double) Arrays.stream(lags).filter(lag -> lag > MILLI).count() / lags.length;
    if (bounds.lagOverMilli().isEmpty()) {
      return RuleOutcome.notApplicable("H1.over1ms", Shown.number(share) + " (FORMAL_ONLY)", "");
    }
    double bound = bounds.lagOverMilli().getAsDouble();
    return RuleOutcome.of(
        "H1.over1ms",
        share <= bound,
        Shown.number(share),
        "<= " + Shown.number(bound),
        LAG_TOO_LARGE);
  }
}
