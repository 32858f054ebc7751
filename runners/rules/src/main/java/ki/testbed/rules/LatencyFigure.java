package ki.testbed.rules;

import java.util.List;
import ki.testbed.rules.statistics.Dependence;
import ki.testbed.rules.statistics.EarlyStopping;
import ki.testbed.rules.statistics.Quantile;

/**
 * One latency percentile of a run, with its correction for dependence: the largest over "more than
 * the run's own p90" and, for each limit asked about this percentile, "more than the limit"
 * (without a limit: "more than its own value").
 *
 * @param need exchanges the percentile needs, plain and effective: 10/(1-p)
 * @param asked a criterion asks for it
 */
record LatencyFigure(String metric, int ppm, Series series, double v, long need, boolean asked) {
  private static final int P90 = 900_000;

  static LatencyFigure of(MetricDefinition metric, List<Criterion> criteria, Series series) {
    int ppm = metric.ppm().orElseThrow();
    List<Criterion> asking =
        criteria.stream().filter(criterion -> criterion.metric().equals(metric.id())).toList();
    long[] limits = LatencyLimits.of(asking).stream().mapToLong(limit -> limit.limitNs()).toArray();
    double v = series.overBy(series.value(P90));
    for (long limit : limits.length > 0 ? limits : new long[] {series.value(ppm)}) {
      v = Math.max(v, series.overBy(limit));
    }
    return new LatencyFigure(metric.id(), ppm, series, v, need(ppm), !asking.isEmpty());
  }

  long n() {
    return series.size();
  }

  boolean enough() {
    return n() >= need;
  }

  long nEff() {
    return Dependence.effective(n(), v);
  }

  boolean enoughIndependent() {
    return nEff() >= need;
  }

  Quantile at(Decimal confidence) {
    return Quantile.of(series.ascending(), new EarlyStopping(ppm, confidence.toDouble()), v);
  }

  /** ceil(10 / (1-p)). */
  static long need(int ppm) {
    long rest = 1_000_000 - ppm;
    return (10_000_000 + rest - 1) / rest;
  }
}
