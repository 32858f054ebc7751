package ki.testbed.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.Sha256;
import tools.jackson.databind.JsonNode;

/**
 * What a result rests on beside the runner's events: kept with a run, so that its result can be
 * made again from the raw samples by anybody.
 *
 * @param samples rows in the data set
 */
public record RunBasis(
    UUID run,
    int attempt,
    Scenario scenario,
    Grade grade,
    Isolation isolation,
    List<Criterion> criteria,
    int samples,
    boolean disjointCpuSets,
    Map<String, String> fingerprint,
    Optional<Map<String, String>> fingerprintAfter,
    SutFacts sut,
    Sha256 seedCommit) {
  public RunBasis {
    criteria = List.copyOf(criteria);
    fingerprint = Map.copyOf(fingerprint);
    fingerprintAfter = fingerprintAfter.map(Map::copyOf);
  }

  /** The part of these facts that no event tells. */
  public static RunBasis of(RunFacts facts) {
    return new RunBasis(
        facts.run(),
        facts.attempt(),
        facts.scenario(),
        facts.grade(),
        facts.isolation(),
        facts.criteria(),
        facts.recording().samples(),
        facts.harness().disjointCpuSets(),
        facts.harness().fingerprint(),
        facts.harness().fingerprintAfter(),
        facts.sut(),
        facts.seedCommit());
  }

  /** As JSON. */
  public JsonNode toJson() {
    return ResultJson.tree(this);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static RunBasis fromJson(JsonNode json) {
    return ResultJson.readBasis(json);
  }
}
