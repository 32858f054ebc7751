package ki.testbed.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.EvaluationId;
import ki.testbed.evaluation.Mode;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.Absent;
import ki.testbed.rules.RuleOutcome;
import ki.testbed.rules.Validity;

/**
 * The result of an evaluation: the figures people ask for first, then every run with every value.
 * What could not be measured is missing here and stands in {@code absent} of its run with the
 * reason.
 *
 * @param datasetHash hash of the first data set's record
 * @param validity the gravest of its runs
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ResultView(
    EvaluationId evaluation,
    Evaluation.EvaluationState state,
    String submission,
    String version,
    String imageDigest,
    String plan,
    Sha256 planHash,
    Optional<Sha256> datasetHash,
    List<Sha256> datasetHashes,
    Mode mode,
    Grade grade,
    Optional<Validity> validity,
    Optional<Estimate> accuracy,
    Optional<Latency> latency,
    Optional<Estimate> throughput,
    Optional<Sut> sut,
    List<VerdictView> verdicts,
    List<RunResultView> runs) {

  /** A value with its bounds; {@code ciLow} and {@code ciHigh} are one-sided at the confidence. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Estimate(
      Amount value,
      String unit,
      long n,
      Optional<Amount> ciLow,
      Optional<Amount> ciHigh,
      Optional<Amount> confidence,
      Optional<Amount> twoSided,
      String method) {}

  /** Percentiles of the open loop, from the scheduled time. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Latency(
      Optional<Amount> p50,
      Optional<Amount> p90,
      Optional<Amount> p99,
      String unit,
      long n,
      String from) {}

  /** What the submission used; absent what could not be read. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Sut(
      Optional<Amount> cpuSeconds,
      Optional<Amount> memoryPeakBytes,
      Optional<Amount> coldStartSeconds) {}

  /**
   * A run with all its values.
   *
   * @param rules conditions of the measurement with what was observed
   * @param fingerprint of the environment
   */
  record RunResultView(
      RunView run,
      List<MeasurementView> measurements,
      List<Absent> absent,
      List<RuleOutcome> rules,
      List<Finding> conformance,
      Map<String, String> fingerprint) {}
}
