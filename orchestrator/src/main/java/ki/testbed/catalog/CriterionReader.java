package ki.testbed.catalog;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ki.testbed.catalog.TestPlan.PlannedScenario;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.DecisionRule;
import ki.testbed.rules.MetricDefinition;
import ki.testbed.rules.MetricDefinitions;
import ki.testbed.rules.Operator;
import ki.testbed.rules.Repeats;

/** Criteria of a plan. */
record CriterionReader(List<PlannedScenario> scenarios) {
  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "scenario",
          "metric",
          "operator",
          "value",
          "unit",
          "rule",
          "confidence",
          "repeats",
          "justification",
          "indicators",
          "declaredFunction",
          "setBy",
          "setAt");
  private static final Pattern INDICATOR = Pattern.compile("[A-Z]{2}[1-9]\\.[1-9][0-9]?");
  private static final Map<String, Operator> OPERATORS = words(Operator.values(), Operator::symbol);
  private static final Map<String, DecisionRule> RULES =
      words(DecisionRule.values(), DecisionRule::name);
  private static final Decimal LEAST_CONFIDENCE = Decimal.parse("0.5");
  private static final Decimal MOST_CONFIDENCE = Decimal.parse("0.9999");
  private static final int SHORTEST_JUSTIFICATION = 20;

  private static <E> Map<String, E> words(E[] all, Function<E, String> word) {
    return Arrays.stream(all).collect(Collectors.toUnmodifiableMap(word, one -> one));
  }

  List<Criterion> read(Fields top) {
    return top.groups("criteria", KNOWN, this::criterion);
  }

  private Optional<Criterion> criterion(Fields fields) {
    String id = fields.word("id", PlanReader.NAME);
    String scenario = fields.word("scenario", PlanReader.NAME);
    String unit = fields.text("unit");
    Optional<MetricDefinition> metric = metric(fields, scenario, unit);
    Optional<Operator> operator = fields.oneOf("operator", OPERATORS);
    Optional<DecisionRule> rule = fields.oneOf("rule", RULES);
    Optional<Decimal> value = fields.decimal("value");
    Optional<Decimal> confidence = confidence(fields);
    Optional<Repeats> repeats = repeats(fields);
    String justification = justification(fields);
    List<String> indicators = fields.words("indicators", INDICATOR);
    boolean declared = fields.flag("declaredFunction");
    fields.text("setBy");
    fields.parsed("setAt", Instant::parse, "ein Zeitpunkt", "an instant");
    boolean whole =
        metric.isPresent()
            && operator.isPresent()
            && rule.isPresent()
            && value.isPresent()
            && confidence.isPresent()
            && repeats.isPresent()
            && fits(fields, operator.get(), rule.get());
    return whole
        ? Optional.of(
            new Criterion(
                id,
                scenario,
                metric.get().id(),
                operator.get(),
                value.get(),
                unit,
                rule.get(),
                confidence.get(),
                repeats.get(),
                justification,
                indicators,
                declared))
        : Optional.empty();
  }

  private Optional<MetricDefinition> metric(Fields fields, String scenario, String unit) {
    Optional<PlannedScenario> asked =
        scenarios.stream().filter(one -> one.scenario().id().equals(scenario)).findFirst();
    if (asked.isEmpty()) {
      fields.findings().dangling(fields.pointer("scenario"), "Dieses Szenario", "scenario");
    }
    Optional<MetricDefinition> metric = MetricDefinitions.find(fields.text("metric"));
    if (metric.isEmpty()) {
      fields.findings().dangling(fields.pointer("metric"), "Diese Metrik", "metric");
    }
    metric.ifPresent(one -> checkUnit(fields, one, unit));
    metric.ifPresent(one -> asked.ifPresent(planned -> checkKind(fields, one, planned)));
    return metric;
  }

  private static void checkUnit(Fields fields, MetricDefinition metric, String unit) {
    if (!metric.unit().equals(unit)) {
      fields
          .findings()
          .mismatch(
              fields.pointer("unit"),
              "Die Einheit von " + metric.id() + " ist " + metric.unit() + ".",
              "The unit of " + metric.id() + " is " + metric.unit() + ".");
    }
  }

  private static void checkKind(Fields fields, MetricDefinition metric, PlannedScenario planned) {
    if (!MetricDefinitions.isAsked(metric, planned.scenario())) {
      fields
          .findings()
          .mismatch(
              fields.pointer("metric"),
              "Dieses Szenario ergibt " + metric.id() + " nicht.",
              "This scenario does not yield " + metric.id() + ".");
    }
  }

  private static boolean fits(Fields fields, Operator operator, DecisionRule rule) {
    boolean fits = operator != Operator.EQUAL || rule == DecisionRule.SIMPLE;
    if (!fits) {
      fields
          .findings()
          .mismatch(
              fields.pointer("operator"), "== geht nur mit SIMPLE.", "== goes with SIMPLE only.");
    }
    return fits;
  }

  private static Optional<Decimal> confidence(Fields fields) {
    if (!fields.has("confidence")) {
      return Optional.of(Criterion.DEFAULT_CONFIDENCE);
    }
    Optional<Decimal> given = fields.decimal("confidence");
    Optional<Decimal> within =
        given.filter(
            one -> one.compareTo(LEAST_CONFIDENCE) >= 0 && one.compareTo(MOST_CONFIDENCE) <= 0);
    if (given.isPresent() && within.isEmpty()) {
      fields
          .findings()
          .wrong(fields.pointer("confidence"), "von 0.5 bis 0.9999", "from 0.5 to 0.9999");
    }
    return within;
  }

  private static Optional<Repeats> repeats(Fields fields) {
    if (!fields.has("repeats")) {
      return Optional.of(Repeats.ONCE);
    }
    Fields repeats = fields.group("repeats", Set.of("runs", "need"));
    int runs = repeats.integer("runs", 1, 100);
    return Optional.of(new Repeats(runs, repeats.integer("need", 1, runs)));
  }

  private static String justification(Fields fields) {
    String text = fields.text("justification");
    if (text.strip().length() < SHORTEST_JUSTIFICATION) {
      fields.findings().unjustified(fields.pointer("justification"));
    }
    return text;
  }
}
