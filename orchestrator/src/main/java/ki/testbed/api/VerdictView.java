package ki.testbed.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.OptionalLong;
import ki.testbed.protocol.Text;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.DecisionRule;
import ki.testbed.rules.Measurement;
import ki.testbed.rules.Operator;
import ki.testbed.rules.Verdict;
import ki.testbed.rules.VerdictValue;

/**
 * What a criterion got, with the rule and the number it rests on.
 *
 * @param observed the measured value
 * @param decidingBound the bound that was compared with the threshold
 * @param distance from the threshold, positive on the good side
 * @param moreNeeded exchanges or samples in all at which the same shares would decide
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record VerdictView(
    String criterion,
    VerdictValue verdict,
    boolean preview,
    Optional<String> scenario,
    Optional<String> metric,
    Optional<Operator> operator,
    Optional<Amount> threshold,
    Optional<String> unit,
    Optional<DecisionRule> rule,
    Optional<Amount> observed,
    Optional<Amount> decidingBound,
    Optional<Amount> distance,
    OptionalLong moreNeeded,
    Text reason,
    String ruleSet) {
  static VerdictView of(Verdict verdict, Optional<Criterion> criterion) {
    return new VerdictView(
        verdict.criterionId(),
        verdict.value(),
        verdict.preview(),
        criterion.map(Criterion::scenario),
        criterion.map(Criterion::metric),
        criterion.map(Criterion::operator),
        criterion.map(Criterion::value).map(Amount::new),
        criterion.map(Criterion::unit),
        criterion.map(Criterion::rule),
        verdict.measurement().map(Measurement::value).map(Amount::new),
        verdict.decidingBound().map(Amount::new),
        verdict.distance().map(Amount::new),
        verdict.moreNeeded(),
        verdict.reason(),
        verdict.ruleSetVersion());
  }
}
