package ki.testbed.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Samples of one scrape by meter; a meter without samples is there, empty. */
final class Families {
  private final Map<MeterNames, List<Sample>> samples = new EnumMap<>(MeterNames.class);

  Families(Collection<MeterNames> meters) {
    meters.forEach(meter -> samples.put(meter, new ArrayList<>()));
  }

  /** One value; the labels' values are in the order of the meter's labels. */
  void add(MeterNames meter, double value, String... labels) {
    of(meter).add(new Sample(meter.series(), meter.labels(), List.of(labels), value));
  }

  /** The cumulative counts of one run's histogram. */
  void add(MeterNames meter, LatencyHistogram histogram, String run) {
    List<Sample> all = of(meter);
    for (LatencyHistogram.Bucket bucket : histogram.buckets()) {
      List<String> values = List.of(run, Collector.doubleToGoString(bucket.seconds()));
      all.add(new Sample(meter.series() + "_bucket", List.of("run", "le"), values, bucket.count()));
    }
    all.add(new Sample(meter.series() + "_sum", meter.labels(), List.of(run), histogram.seconds()));
    all.add(new Sample(meter.series() + "_count", meter.labels(), List.of(run), histogram.n()));
  }

  private List<Sample> of(MeterNames meter) {
    return samples.computeIfAbsent(meter, _ -> new ArrayList<>());
  }

  /** All of them. */
  List<MetricFamilySamples> all() {
    return samples.entrySet().stream()
        .map(entry -> family(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static MetricFamilySamples family(MeterNames meter, List<Sample> samples) {
    return new MetricFamilySamples(meter.series(), meter.type(), meter.help(), samples);
  }
}
