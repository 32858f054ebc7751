package ki.testbed.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Order;

/** The latency limits a plan's criteria set, as an order carries them. */
public final class LatencyLimits {
  private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);

  private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE / 1_000_000);

  private LatencyLimits() {}

  /**
   * One limit per criterion that asks about a percentile from above, is positive and fits;
   * fractions of a nanosecond are cut off.
   */
  public static List<Order.Limit> of(List<Criterion> criteria) {
    return criteria.stream().flatMap(one -> of(one).stream()).toList();
  }

  private static Optional<Order.Limit> of(Criterion criterion) {
    if (criterion.operator() != Operator.AT_MOST && criterion.operator() != Operator.BELOW) {
      return Optional.empty();
    }
    return MetricDefinitions.find(criterion.metric())
        .filter(metric -> metric.ppm().isPresent())
        .flatMap(metric ->
            criterion
                .value()
                .finite()
                .filter(millis -> millis.signum() > 0 && millis.compareTo(LONGEST) < 0)
                .map(millis -> limit(criterion, metric.ppm().getAsInt(), millis)));
  }

  private static Order.Limit limit(Criterion criterion, int ppm, BigDecimal millis) {
    long nanos = millis.multiply(NANOS_PER_MILLI).setScale(0, RoundingMode.FLOOR).longValueExact();
    return new Order.Limit(criterion.metric(), ppm, nanos, criterion.confidence().toString());
  }
}
