package ki.testbed.web;

import java.util.List;
import ki.testbed.rules.Holds;
import ki.testbed.rules.RuleOutcome;

/**
 * Conditions of a measurement.
 *
 * @param summary how many were kept, broken, not observed
 * @param broken those that make the numbers unusable
 */
public record RuleRows(String summary, List<Row> broken, List<Row> all) {

  /** One condition. */
  public record Row(String id, Badge holds, String observed, String bound, String reason) {}

  static RuleRows of(List<RuleOutcome> rules, Phrases phrases) {
    List<Row> all = rules.stream().map(rule -> row(rule, phrases)).toList();
    List<Row> broken =
        rules.stream()
            .filter(rule -> rule.reason().isPresent())
            .map(rule -> row(rule, phrases))
            .toList();
    String summary =
        phrases.of(
            "run.rules.count",
            rules.size(),
            count(rules, Holds.YES),
            count(rules, Holds.NO),
            count(rules, Holds.NOT_OBSERVED),
            count(rules, Holds.NOT_APPLICABLE));
    return new RuleRows(summary, broken, all);
  }

  private static long count(List<RuleOutcome> rules, Holds holds) {
    return rules.stream().filter(rule -> rule.holds() == holds).count();
  }

  private static Row row(RuleOutcome rule, Phrases phrases) {
    String shape =
        switch (rule.holds()) {
          case YES -> "met";
          case NO -> "not-met";
          case NOT_APPLICABLE, NOT_OBSERVED -> "void";
        };
    String reason = rule.reason().map(one -> phrases.text(one.text())).orElse("");
    return new Row(
        rule.id(),
        new Badge(shape, phrases.word("holds", rule.holds())),
        rule.observed(),
        rule.bound(),
        reason);
  }
}
