package ki.testbed.metrics;

import io.prometheus.client.Collector;
import java.util.List;
import ki.testbed.invariant.Invariants;
import org.springframework.stereotype.Component;

/** What must never be and is, as it was last looked for. */
@Component
class InvariantSeries extends Collector implements Collector.Describable {
  private final Invariants invariants;

  InvariantSeries(Invariants invariants) {
    this.invariants = invariants;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    Family violations = family();
    invariants.counts().forEach((one, count) -> violations.add(count, one.name()));
    return List.of(violations.samples());
  }

  @Override
  public List<MetricFamilySamples> describe() {
    return List.of(family().samples());
  }

  private static Family family() {
    return Family.gauge(
        MeterNames.INVARIANT_VIOLATIONS, "What must never be and is, by invariant", "invariant");
  }
}
