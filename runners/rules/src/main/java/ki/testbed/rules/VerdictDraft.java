package ki.testbed.rules;

import static ki.testbed.rules.VerdictValue.INCONCLUSIVE;
import static ki.testbed.rules.VerdictValue.MET;
import static ki.testbed.rules.VerdictValue.NOT_EVALUATED;
import static ki.testbed.rules.VerdictValue.NOT_MET;

import java.util.Optional;
import java.util.OptionalLong;
import ki.testbed.protocol.Text;

/** One criterion against one result. */
final class VerdictDraft {
  private final Criterion criterion;
  private final RunResult result;

  VerdictDraft(Criterion criterion, RunResult result) {
    this.criterion = criterion;
    this.result = result;
  }

  /** No result, for this reason. */
  static Verdict nothing(Criterion criterion, Text why) {
    return new Verdict(
        criterion.id(),
        NOT_EVALUATED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        why,
        false,
        RunResult.RULE_SET);
  }

  /** The run spoils the verdict; no number is quoted. */
  Verdict without(VerdictValue value) {
    return verdict(
        value,
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        Words.reasons(result.reasons()));
  }

  /** The run saw too little. */
  Verdict inconclusive() {
    return verdict(
        INCONCLUSIVE,
        measurement(),
        Optional.empty(),
        MoreNeeded.forPercentile(criterion.metric(), result),
        Words.reasons(result.reasons()));
  }

  /** The numbers decide. */
  Verdict compared() {
    Optional<Measurement> measurement = measurement();
    if (measurement.isEmpty()) {
      return verdict(
          NOT_EVALUATED,
          measurement,
          Optional.empty(),
          OptionalLong.empty(),
          Words.absent(result.whyAbsent(criterion.metric())));
    }
    if (!measurement.get().unit().equals(criterion.unit())) {
      return verdict(
          NOT_EVALUATED,
          measurement,
          Optional.empty(),
          OptionalLong.empty(),
          Words.unit(measurement.get(), criterion));
    }
    return switch (criterion.rule()) {
      case SIMPLE -> simple(measurement.get());
      case GUARDED -> guarded(measurement.get());
    };
  }

  /** Bounds are good for one confidence only; a reading has none and serves all. */
  private Optional<Measurement> measurement() {
    return result
        .measurement(criterion.metric(), criterion.confidence())
        .or(() ->
            result
                .measurement(criterion.metric())
                .filter(m -> criterion.rule() == DecisionRule.SIMPLE || m.confidence().isEmpty()));
  }

  private Verdict simple(Measurement measurement) {
    boolean met = meets(measurement.value());
    return decided(met ? MET : NOT_MET, measurement, Bound.VALUE, measurement.value());
  }

  private Verdict guarded(Measurement measurement) {
    if (measurement.lower().isEmpty() || measurement.upper().isEmpty()) {
      return verdict(
          NOT_EVALUATED,
          Optional.of(measurement),
          Optional.empty(),
          OptionalLong.empty(),
          Words.NO_BOUNDS);
    }
    Bound worse = criterion.operator().wantsMore() ? Bound.LOWER : Bound.UPPER;
    Bound better = worse == Bound.LOWER ? Bound.UPPER : Bound.LOWER;
    Decimal guard = worse.of(measurement);
    if (meets(guard)) {
      return decided(MET, measurement, worse, guard);
    }
    if (!meets(better.of(measurement))) {
      return decided(NOT_MET, measurement, better, better.of(measurement));
    }
    OptionalLong more = MoreNeeded.toDecide(measurement, criterion);
    return verdict(
        INCONCLUSIVE,
        Optional.of(measurement),
        Optional.of(guard),
        more,
        Words.between(measurement, criterion));
  }

  private boolean meets(Decimal value) {
    return criterion.operator().test(value, criterion.value());
  }

  private Verdict decided(
      VerdictValue value, Measurement measurement, Bound bound, Decimal deciding) {
    return verdict(
        value,
        Optional.of(measurement),
        Optional.of(deciding),
        OptionalLong.empty(),
        Words.decided(value, bound, deciding, criterion));
  }

  private Verdict verdict(
      VerdictValue value,
      Optional<Measurement> measurement,
      Optional<Decimal> deciding,
      OptionalLong more,
      Text reason) {
    return new Verdict(
        criterion.id(),
        value,
        measurement,
        deciding.flatMap(this::distance),
        deciding,
        more,
        reason,
        result.preview(),
        result.ruleSet());
  }

  private Optional<Decimal> distance(Decimal deciding) {
    return switch (criterion.operator()) {
      case AT_LEAST, ABOVE -> deciding.minus(criterion.value());
      case AT_MOST, BELOW -> criterion.value().minus(deciding);
      case EQUAL ->
          deciding.compareTo(criterion.value()) > 0
              ? criterion.value().minus(deciding)
              : deciding.minus(criterion.value());
    };
  }
}
