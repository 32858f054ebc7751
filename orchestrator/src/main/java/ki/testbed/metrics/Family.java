package ki.testbed.metrics;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.Collector.Type;
import java.util.ArrayList;
import java.util.List;

/** One family of series while it is being filled. */
final class Family {
  private static final String TOTAL = "_total";

  private final String name;
  private final Type type;
  private final String help;
  private final List<String> labels;
  private final List<Sample> samples = new ArrayList<>();

  private Family(String name, Type type, String help, String... labels) {
    this.name = name;
    this.type = type;
    this.help = help;
    this.labels = List.of(labels);
  }

  static Family gauge(String name, String help, String... labels) {
    return new Family(name, Type.GAUGE, help, labels);
  }

  /** A counter; its name ends in {@code _total}. */
  static Family counter(String name, String help, String... labels) {
    return new Family(name, Type.COUNTER, help, labels);
  }

  static Family histogram(String name, String help, String... labels) {
    return new Family(name, Type.HISTOGRAM, help, labels);
  }

  /** Adds a sample; label values in the order of the names. */
  Family add(double value, String... labelValues) {
    samples.add(new Sample(name, labels, List.of(labelValues), value));
    return this;
  }

  /** Adds a part of a histogram. */
  Family part(String suffix, double value, List<String> names, List<String> values) {
    samples.add(new Sample(name + suffix, names, values, value));
    return this;
  }

  List<String> labels() {
    return labels;
  }

  MetricFamilySamples samples() {
    String family = type == Type.COUNTER ? name.substring(0, name.length() - TOTAL.length()) : name;
    return new MetricFamilySamples(family, type, help, List.copyOf(samples));
  }
}
