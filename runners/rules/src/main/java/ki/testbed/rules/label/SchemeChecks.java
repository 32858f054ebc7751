package ki.testbed.rules.label;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a scheme's files must have in common with each other. */
final class SchemeChecks {
  private final LabelScheme scheme;
  private final SchemeFile.Main main;
  private final List<String> findings = new ArrayList<>();

  private SchemeChecks(LabelScheme scheme, SchemeFile.Main main) {
    this.scheme = scheme;
    this.main = main;
  }

  static List<String> of(LabelScheme scheme, SchemeFile.Main main) {
    var checks = new SchemeChecks(scheme, main);
    checks.unique();
    checks.references();
    checks.sameAs();
    checks.assessments();
    checks.items();
    checks.targets();
    checks.counts();
    return checks.findings;
  }

  private void unique() {
    once("level", scheme.levels().stream().map(Level::code));
    once("level number", scheme.levels().stream().map(Level::number));
    once("dimension", scheme.dimensions().stream().map(Dimension::code));
    once("label criterion", scheme.criteria().map(LabelCriterion::code));
    once(
        "external id",
        scheme.criteria().map(LabelCriterion::externalIds).filter(ids -> !ids.isEmpty()));
    once("indicator", scheme.indicators().stream().map(Indicator::code));
    once("item", scheme.items().stream().map(ObservableItem::key));
    once("method", scheme.methods().stream().map(Method::number));
    once("question", scheme.questions().stream().map(NeedQuestion::id));
    once("member of sameAs", main.sameAs().stream().flatMap(List::stream));
  }

  private void references() {
    Set<String> criteria = scheme.criteria().map(LabelCriterion::code).collect(Collectors.toSet());
    Set<String> indicators =
        scheme.indicators().stream().map(Indicator::code).collect(Collectors.toSet());
    known("label criterion", criteria, scheme.indicators().stream().map(Indicator::criterion));
    known("label criterion", criteria, scheme.questions().stream().map(NeedQuestion::criterion));
    known(
        "label criterion",
        criteria,
        scheme.questions().stream().flatMap(one -> one.inheritsFrom().stream()));
    known("indicator", indicators, scheme.items().stream().map(ObservableItem::indicator));
    known(
        "indicator",
        indicators,
        scheme.methods().stream().flatMap(one -> one.indicators().stream()));
    known("indicator", indicators, main.sameAs().stream().flatMap(List::stream));
  }

  /** Identical indicators are of one kind; an assessment judges its own label criterion only. */
  private void sameAs() {
    for (Indicator one : scheme.indicators()) {
      if (one.kind().assessment() && !one.sameAs().isEmpty()) {
        findings.add(one.code() + " is an assessment and cannot be sameAs another");
      }
    }
  }

  /** Where assessments exist, each label criterion ends with its own. */
  private void assessments() {
    if (scheme.kinds().stream().noneMatch(Kind::assessment)) {
      return;
    }
    scheme
        .criteria()
        .forEach(criterion -> {
          List<Indicator> own = scheme.indicatorsOf(criterion.code());
          long count = own.stream().filter(one -> one.kind().assessment()).count();
          if (count != 1 || !own.getLast().kind().assessment()) {
            findings.add(criterion.code() + " does not end with its one assessment");
          }
        });
  }

  private void items() {
    for (ObservableItem item : scheme.items()) {
      boolean testbed = item.decidedBy() == ObservableItem.DecidedBy.TESTBED;
      if (testbed != item.check().isPresent()) {
        findings.add(item.key() + " needs a check exactly if the testbed decides");
      }
    }
  }

  private void targets() {
    Set<String> gated =
        scheme
            .criteria()
            .filter(LabelCriterion::gated)
            .map(LabelCriterion::code)
            .collect(Collectors.toSet());
    Set<String> gates =
        scheme.questions().stream()
            .filter(one -> one.type() == NeedQuestion.Type.AF)
            .map(NeedQuestion::criterion)
            .collect(Collectors.toSet());
    if (!gated.equals(gates)) {
      findings.add("gated label criteria are not those with gate questions");
    }
    boolean fits =
        switch (scheme.targetSource()) {
          case NEEDS_ANALYSIS -> !scheme.demands().isEmpty() && !scheme.questions().isEmpty();
          case REQUESTED_PROFILE -> scheme.demands().isEmpty() && scheme.questions().isEmpty();
          case FIXED -> scheme.demands().size() == 1 && scheme.questions().isEmpty();
        };
    if (!fits) {
      findings.add("demands and questions do not fit the target source " + scheme.targetSource());
    }
    if (scheme.policies().isEmpty()) {
      findings.add("there is no policy");
    }
  }

  private void counts() {
    SchemeFile.Counts counts = main.counts();
    count("dimensions", counts.dimensions(), scheme.dimensions().size());
    count("label criteria", counts.criteria(), scheme.criteria().count());
    count("indicators", counts.indicators(), scheme.indicators().size());
    count("questions", counts.questions(), scheme.questions().size());
    count("methods", counts.methods(), scheme.methods().size());
    count("kinds", counts.kinds(), one -> one.kind().code());
    count("scopes", counts.scopes(), one -> one.scope().code());
    count("weightings", counts.weightings(), one -> one.weighting().code());
    count("measurability", counts.measurability(), one -> one.measurability().name());
  }

  private void count(String what, Map<String, Integer> wanted, Function<Indicator, String> by) {
    Map<String, Long> seen =
        scheme.indicators().stream().collect(Collectors.groupingBy(by, Collectors.counting()));
    Set<String> names = new HashSet<>(wanted.keySet());
    names.addAll(seen.keySet());
    names.stream()
        .sorted()
        .forEach(name ->
            count(what + " " + name, wanted.getOrDefault(name, 0), seen.getOrDefault(name, 0L)));
  }

  private void count(String what, long wanted, long seen) {
    if (wanted != seen) {
      findings.add(what + ": " + seen + " instead of " + wanted);
    }
  }

  private void once(String what, Stream<?> names) {
    Set<Object> seen = new HashSet<>();
    names.filter(name -> !seen.add(name)).forEach(name -> findings.add(what + " twice: " + name));
  }

  private void known(String what, Set<String> all, Stream<String> used) {
    used.filter(name -> !all.contains(name))
        .distinct()
        .forEach(name -> findings.add("no " + what + " is called " + name));
  }
}
