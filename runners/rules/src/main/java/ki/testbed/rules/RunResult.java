package ki.testbed.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.protocol.Sha256;
import tools.jackson.databind.JsonNode;

/**
 * {@code result.json}, schema {@code result/1}: what one run showed.
 *
 * @param scenario its id in the plan
 * @param ruleSet version of the validity rules, {@link #RULE_SET}
 * @param rules every rule with what was observed
 * @param measurements at most one per metric and confidence
 * @param absent metrics of this kind of scenario that have no value, and why
 */
public record RunResult(
    UUID run,
    int attempt,
    String scenario,
    ScenarioKind kind,
    Grade grade,
    Isolation isolation,
    Validity validity,
    String ruleSet,
    List<RuleOutcome> rules,
    List<Measurement> measurements,
    List<Absent> absent,
    List<Finding> conformance,
    List<CalibrationFigures> calibrations,
    Map<String, String> fingerprint,
    Optional<Sha256> scheduleSha256,
    Sha256 seedCommit) {

  /** Name and version of this form. */
  public static final String SCHEMA = "result/1";

  /** Version of the rules this code knows. */
  public static final String RULE_SET = "validity-1";

  public RunResult {
    rules = List.copyOf(rules);
    measurements = List.copyOf(measurements);
    absent = List.copyOf(absent);
    conformance = List.copyOf(conformance);
    calibrations = List.copyOf(calibrations);
    fingerprint = Map.copyOf(fingerprint);
  }

  /**
   * Reasons behind the validity, those of its rank only, in the order of the rules; empty if VALID.
   */
  public List<ValidityReason> reasons() {
    return rules.stream()
        .flatMap(rule -> rule.reason().stream())
        .filter(reason -> reason.validity() == validity)
        .distinct()
        .toList();
  }

  /** The first measurement of this metric. */
  public Optional<Measurement> measurement(String metric) {
    return measurements.stream().filter(one -> one.metric().equals(metric)).findFirst();
  }

  /** The measurement of this metric whose bounds have this confidence. */
  public Optional<Measurement> measurement(String metric, Decimal confidence) {
    return measurements.stream()
        .filter(one ->
            one.metric().equals(metric) && one.confidence().filter(confidence::equals).isPresent())
        .findFirst();
  }

  /** Why this metric has no value. */
  public Optional<Absent> whyAbsent(String metric) {
    return absent.stream().filter(one -> one.metric().equals(metric)).findFirst();
  }

  /** Whether a verdict on it is a preview only: short windows, shared CPUs or weak isolation. */
  public boolean preview() {
    return grade == Grade.PREVIEW || isolation == Isolation.INFORMATIVE;
  }

  /** As JSON; {@link CanonicalJson#bytes} of it is the file. */
  public JsonNode toJson() {
    return ResultJson.write(this);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is no result/1
   */
  public static RunResult fromJson(JsonNode json) {
    return ResultJson.read(json);
  }
}
