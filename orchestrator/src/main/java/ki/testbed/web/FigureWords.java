package ki.testbed.web;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Scenario;
import ki.testbed.rules.Absent;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.Measurement;
import ki.testbed.rules.MetricDefinition;
import ki.testbed.rules.MetricDefinitions;
import ki.testbed.rules.Operator;
import ki.testbed.rules.ValidityReason;

/** Measured values, bounds and thresholds in words. */
record FigureWords(Phrases phrases) {

  String metric(String id) {
    return MetricDefinitions.find(id).map(MetricDefinition::name).map(phrases::text).orElse(id);
  }

  String value(Measurement measurement) {
    return phrases.figures().value(measurement);
  }

  /**
   * The bound on the side that is not good: {@code at least 0.9520 (95 %)}; empty if there is none.
   */
  String bound(Measurement measurement) {
    boolean higher =
        MetricDefinitions.find(measurement.metric())
                .map(MetricDefinition::direction)
                .orElse(MetricDefinition.Direction.HIGHER)
            == MetricDefinition.Direction.HIGHER;
    Optional<Decimal> bound = higher ? measurement.lower() : measurement.upper();
    if (bound.isEmpty() || measurement.confidence().isEmpty()) {
      return "";
    }
    String shown = phrases.figures().value(bound.get(), measurement.unit());
    return phrases.of(
        higher ? "figure.atLeast" : "figure.atMost",
        shown,
        percent(measurement.confidence().get()));
  }

  /** The threshold with its operator and unit. */
  String limit(Criterion criterion) {
    String unit = criterion.unit().equals("1") ? "" : "\u00a0" + criterion.unit();
    return sign(criterion.operator())
        + "\u00a0"
        + phrases.figures().exact(criterion.value())
        + unit;
  }

  String n(Measurement measurement) {
    return "n\u00a0=\u00a0" + phrases.figures().count(measurement.n());
  }

  String percent(Decimal share) {
    return share
        .finite()
        .map(value -> phrases.figures().exact(Decimal.of(value.movePointRight(2))) + "\u00a0%")
        .orElse("");
  }

  String scenario(Scenario scenario) {
    Object rate =
        scenario.ratePerSecond() == null
            ? ""
            : phrases.figures().exact(Decimal.of(scenario.ratePerSecond()));
    return phrases.of("scenario." + scenario.kind().name(), rate);
  }

  /** Why a value is missing, as a sentence. */
  String why(Absent absent) {
    Optional<ValidityReason> reason =
        Arrays.stream(ValidityReason.values())
            .filter(one -> one.name().equals(absent.why()))
            .findFirst();
    return reason
        .map(one -> phrases.text(one.text()))
        .orElseGet(() ->
            phrases.orElse("absent." + absent.why(), phrases.of("absent.other", absent.why())));
  }

  /** The value of this metric with the criterion's confidence, else any. */
  static Optional<Measurement> pick(
      List<Measurement> all, String metric, Optional<Criterion> criterion) {
    List<Measurement> found = all.stream().filter(one -> one.metric().equals(metric)).toList();
    return criterion
        .flatMap(wanted ->
            found.stream()
                .filter(one -> one.confidence().filter(wanted.confidence()::equals).isPresent())
                .findFirst())
        .or(() -> found.stream().findFirst());
  }

  private static String sign(Operator operator) {
    return switch (operator) {
      case AT_LEAST -> "\u2265";
      case ABOVE -> ">";
      case AT_MOST -> "\u2264";
      case BELOW -> "<";
      case EQUAL -> "=";
    };
  }
}
