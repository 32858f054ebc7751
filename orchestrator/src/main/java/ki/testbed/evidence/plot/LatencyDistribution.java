package ki.testbed.evidence.plot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Outcome;

/**
 * Latencies of all exchanges of one window, in nanoseconds; a failed exchange is infinitely slow
 * and never left out.
 */
public final class LatencyDistribution {
  private static final double PPM = 1_000_000;

  private final long[] sorted;
  private final int n;

  private LatencyDistribution(long[] answered, int n) {
    this.sorted = answered.clone();
    Arrays.sort(sorted);
    this.n = n;
  }

  /**
   * From raw rows.
   *
   * @param fromSchedule whether latency starts at the intended departure (open loop) or when the
   *     request was issued
   */
  public static LatencyDistribution of(Exchanges rows, boolean fromSchedule) {
    long[] start = fromSchedule ? rows.scheduled() : rows.picked();
    long[] answered =
        IntStream.range(0, rows.rows())
            .filter(i -> rows.outcomeOf(i) == Outcome.OK)
            .mapToLong(i -> rows.lastByte()[i] - start[i])
            .toArray();
    return new LatencyDistribution(answered, rows.rows());
  }

  /** Exchanges, failed ones included. */
  public int n() {
    return n;
  }

  /** Exchanges without a proper answer. */
  public int failed() {
    return n - sorted.length;
  }

  /**
   * The smallest latency that this share of all exchanges (in ppm) did not exceed; empty where that
   * is infinite.
   */
  public OptionalLong quantile(int ppm) {
    int rank = Math.max(1, (int) Math.ceilDiv((long) n * ppm, 1_000_000L));
    return rank <= sorted.length ? OptionalLong.of(sorted[rank - 1]) : OptionalLong.empty();
  }

  /** How many exchanges took at most this long. */
  public int within(long nanos) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Sum over the answered exchanges. */
  public long totalNanos() {
    return Arrays.stream(sorted).sum();
  }

  /** The shortest answer; empty without any. */
  public OptionalLong shortest() {
    return sorted.length == 0 ? OptionalLong.empty() : OptionalLong.of(sorted[0]);
  }

  /** The longest answer; empty without any. */
  public OptionalLong longest() {
    return sorted.length == 0 ? OptionalLong.empty() : OptionalLong.of(sorted[sorted.length - 1]);
  }

  /**
   * Steps of the cumulative distribution, thinned to about this many, first and last kept; shares
   * are of all exchanges.
   */
  public List<Point> points(int about) {
    List<Point> points = new ArrayList<>();
    int step = Math.max(1, sorted.length / Math.max(1, about));
    for (int i = 0; i < sorted.length; i += step) {
      points.add(point(i));
    }
    if (sorted.length > 0 && (sorted.length - 1) % step != 0) {
      points.add(point(sorted.length - 1));
    }
    return points;
  }

  private Point point(int i) {
    return new Point(sorted[i], (i + 1) / (double) n);
  }

  /**
   * The curve as comma-separated values with a heading: milliseconds, and the share of all
   * exchanges answered within them.
   */
  public String csv(int about) {
    var out = new StringBuilder("latency_ms,share\n");
    for (Point point : points(about)) {
      out.append(BigDecimal.valueOf(point.nanos(), 6).toPlainString())
          .append(',')
          .append(point.share())
          .append('\n');
    }
    return out.toString();
  }

  /**
   * Half the height of the band that holds the whole true curve with this confidence (Dvoretzky,
   * Kiefer, Wolfowitz; Massart 1990): sqrt(ln(2 / (1 - confidence)) / (2 n)).
   */
  public static double bandHalfWidth(long n, double confidence) {
    return Math.sqrt(Math.log(2 / (1 - confidence)) / (2.0 * n));
  }

  /** The percentile in parts per million as a share of one. */
  static double share(int ppm) {
    return ppm / PPM;
  }

  /** This share of all exchanges was answered within this time. */
  public record Point(long nanos, double share) {}
}
