package ki.testbed.metrics;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import ki.testbed.evidence.plot.LatencyDistribution;

/**
 * A run's latencies in steps of 1, 2 and 5 from 100 us to 60 s.
 *
 * @param buckets cumulative, the last one is infinite and holds the failures too
 * @param seconds sum over the answered exchanges
 * @param n exchanges, failed ones included
 */
record LatencyHistogram(List<Bucket> buckets, double seconds, long n) {
  private static final double NANOS = 1e9;
  private static final long SHORTEST = 100_000;
  private static final long LONGEST = 60_000_000_000L;

  /** How many exchanges took at most this long. */
  record Bucket(double seconds, long count) {}

  static LatencyHistogram of(LatencyDistribution latencies) {
    Stream<Bucket> finite =
        steps().mapToObj(step -> new Bucket(step / NANOS, latencies.within(step)));
    Stream<Bucket> rest = Stream.of(new Bucket(Double.POSITIVE_INFINITY, latencies.n()));
    return new LatencyHistogram(
        Stream.concat(finite, rest).toList(), latencies.totalNanos() / NANOS, latencies.n());
  }

  private static LongStream steps() {
    LongStream decades =
        LongStream.iterate(SHORTEST, decade -> decade <= LONGEST, decade -> decade * 10)
            .flatMap(decade -> LongStream.of(decade, 2 * decade, 5 * decade))
            .filter(step -> step < LONGEST);
    return LongStream.concat(decades, LongStream.of(LONGEST));
  }
}
