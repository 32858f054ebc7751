package ki.testbed.rules.statistics;

import org.apache.commons.numbers.arrays.Selection;

/**
 * What the plain and the corrected test say about a run whose p99 limit is known, and whether the
 * corrected one refutes it.
 */
record Judged(boolean plain, boolean corrected, boolean refuted) {
  private static final EarlyStopping P99 = new EarlyStopping(990_000, 0.99);

  static Judged of(double[] times, double limit) {
    int n = times.length;
    double[] copy = times.clone();
    int rank = (int) Math.ceil(n * 0.9) - 1;
    Selection.select(copy, rank);
    double p90 = copy[rank];
    double v =
        Math.max(
            Dependence.correction(n, i -> times[i] > limit),
            Dependence.correction(n, i -> times[i] > p90));
    long over = 0;
    for (double time : times) {
      over += time > limit ? 1 : 0;
    }
    long nEff = Dependence.effective(n, v);
    boolean enough = nEff >= 1000;
    return new Judged(
        P99.shown(n, over),
        enough && P99.shown(nEff, (long) Math.ceil(over / v)),
        enough && P99.refuted(nEff, (long) Math.floor(over / v)));
  }
}
