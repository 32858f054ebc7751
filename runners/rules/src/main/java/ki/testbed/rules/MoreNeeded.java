package ki.testbed.rules;

import java.util.OptionalInt;
import java.util.OptionalLong;
import ki.testbed.rules.statistics.Interval;
import ki.testbed.rules.statistics.Proportion;

/**
 * How many more exchanges or samples would probably decide what is INCONCLUSIVE; an estimate, as it
 * supposes that shares stay the same.
 */
final class MoreNeeded {
  private static final long MOST = 1_000_000_000L;

  private MoreNeeded() {}

  /** Until a percentile has its 10/(1-p) independent exchanges. */
  static OptionalLong forPercentile(String metric, RunResult result) {
    var ppm = MetricDefinitions.find(metric).map(MetricDefinition::ppm).orElse(OptionalInt.empty());
    var seen =
        result.measurement(metric).or(() -> result.measurement(MetricDefinitions.ERROR_SHARE));
    if (ppm.isEmpty() || seen.isEmpty()) {
      return OptionalLong.empty();
    }
    double v = seen.get().v().map(Decimal::toDouble).orElse(1.0);
    return positive((long) Math.ceil(LatencyFigure.need(ppm.getAsInt()) * v) - seen.get().n());
  }

  /** Until the bounds no longer enclose the threshold. */
  static OptionalLong toDecide(Measurement measurement, Criterion criterion) {
    return measurement.method().equals("clopper-pearson/1")
        ? byProportion(measurement, criterion)
        : byWidth(measurement, criterion);
  }

  /** Smallest n, by doubling and halving, whose exact bounds decide for the same share. */
  private static OptionalLong byProportion(Measurement measurement, Criterion criterion) {
    double share = measurement.value().toDouble();
    long not = measurement.n();
    long enough = not * 2;
    while (!decides(share, enough, criterion)) {
      if (enough > MOST) {
        return OptionalLong.empty();
      }
      not = enough;
      enough *= 2;
    }
    while (enough - not > 1) {
      long middle = (not + enough) >>> 1;
      if (decides(share, middle, criterion)) {
        enough = middle;
      } else {
        not = middle;
      }
    }
    return positive(enough - measurement.n());
  }

  private static boolean decides(double share, long n, Criterion criterion) {
    Interval bounds =
        Proportion.clopperPearson(Math.round(share * n), n, criterion.confidence().toDouble());
    boolean lower = criterion.operator().test(Decimal.of(bounds.lower()), criterion.value());
    boolean upper = criterion.operator().test(Decimal.of(bounds.upper()), criterion.value());
    return lower == upper;
  }

  /**
   * The width of bounds shrinks with the root of n; the side on which the threshold lies counts.
   */
  private static OptionalLong byWidth(Measurement measurement, Criterion criterion) {
    double value = measurement.value().toDouble();
    double gap = criterion.value().toDouble() - value;
    double half = (gap > 0 ? Bound.UPPER : Bound.LOWER).of(measurement).toDouble() - value;
    double factor = half / gap;
    if (!Double.isFinite(factor)) {
      return OptionalLong.empty();
    }
    double needed = Math.ceil(measurement.n() * factor * factor);
    return needed > MOST ? OptionalLong.empty() : positive((long) needed - measurement.n());
  }

  private static OptionalLong positive(long more) {
    return more > 0 ? OptionalLong.of(more) : OptionalLong.empty();
  }
}
