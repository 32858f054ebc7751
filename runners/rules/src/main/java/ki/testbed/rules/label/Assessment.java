package ki.testbed.rules.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Verdict;

/**
 * What weighs on the assessment that ends a label criterion.
 *
 * @param indicator code of the assessment
 */
public record Assessment(String criterion, String indicator, List<Concern> concerns) {
  public Assessment {
    concerns = List.copyOf(concerns);
  }

  /** Whether nothing may be filled in ahead. */
  public boolean blocked() {
    return concerns.stream().anyMatch(one -> !one.judged());
  }

  /** Hints against gaming and who they concern. */
  public record FailedProbe(String name, Set<String> indicators) {
    public FailedProbe {
      indicators = Set.copyOf(indicators);
    }
  }

  /**
   * One per label criterion that has an assessment. A verdict weighs on each label criterion with
   * an indicator its criterion names, or one that is the same.
   *
   * @param judged ids of criteria and names of probes whose residual risk a person has judged in
   *     writing for this object, by code of the label criterion: {@code VE1/c-p99}
   */
  public static List<Assessment> of(
      LabelScheme scheme,
      List<Criterion> criteria,
      List<Verdict> verdicts,
      List<FailedProbe> probes,
      Set<String> judged) {
    return scheme.indicators().stream()
        .filter(one -> one.kind().assessment())
        .map(one -> of(scheme, one, criteria, verdicts, probes, judged))
        .toList();
  }

  private static Assessment of(
      LabelScheme scheme,
      Indicator assessment,
      List<Criterion> criteria,
      List<Verdict> verdicts,
      List<FailedProbe> probes,
      Set<String> judged) {
    String code = assessment.criterion();
    List<Concern> concerns = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      List<String> touched = touched(scheme, code, named(criteria, verdict.criterionId()));
      Concern.of(verdict.value())
          .filter(_ -> !touched.isEmpty())
          .map(cause -> concern(cause, verdict.criterionId(), touched, code, judged))
          .ifPresent(concerns::add);
    }
    for (FailedProbe probe : probes) {
      List<String> touched = touched(scheme, code, probe.indicators());
      if (!touched.isEmpty()) {
        concerns.add(
            concern(Concern.Cause.ANTI_GAMING_PROBE_FAILED, probe.name(), touched, code, judged));
      }
    }
    return new Assessment(code, assessment.code(), concerns);
  }

  private static Concern concern(
      Concern.Cause cause, String about, List<String> touched, String code, Set<String> judged) {
    return new Concern(cause, about, touched, judged.contains(code + "/" + about));
  }

  private static Set<String> named(List<Criterion> criteria, String id) {
    Optional<Criterion> criterion =
        criteria.stream().filter(one -> one.id().equals(id)).findFirst();
    return criterion.map(one -> Set.copyOf(one.indicators())).orElse(Set.of());
  }

  private static List<String> touched(LabelScheme scheme, String code, Set<String> named) {
    return scheme.indicatorsOf(code).stream()
        .filter(
            one -> named.contains(one.code()) || one.sameAs().stream().anyMatch(named::contains))
        .map(Indicator::code)
        .toList();
  }
}
