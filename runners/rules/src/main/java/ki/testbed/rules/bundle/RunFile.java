package ki.testbed.rules.bundle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Observations;
import ki.testbed.protocol.Pieces;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.Scores;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.HarnessFacts;
import ki.testbed.rules.Isolation;
import ki.testbed.rules.Observed;
import ki.testbed.rules.Recording;
import ki.testbed.rules.RunFacts;
import ki.testbed.rules.SutFacts;

/**
 * {@code facts.json} of a run: everything its result follows from, but the rows.
 *
 * @param scored whether rows of outcomes belong to it
 * @param chunks of raw data in the order in which the runner gave them
 */
record RunFile(
    UUID run,
    int attempt,
    Instant startedAt,
    Scenario scenario,
    Grade grade,
    Isolation isolation,
    boolean complete,
    Optional<Event.ScheduleFixed> schedule,
    int samples,
    boolean scored,
    Optional<Sha256> rawSha256,
    boolean disjointCpuSets,
    List<Event.Calibration> calibrations,
    Optional<Observations> observations,
    Map<String, String> fingerprint,
    Optional<Map<String, String>> fingerprintAfter,
    Sut sut,
    List<Finding> conformance,
    Sha256 seedCommit,
    List<ChunkLine> chunks) {

  /**
   * A chunk of raw data.
   *
   * @param sha256 of the unpacked bytes; absent where the file carries random bytes, as the hash
   *     would give away what the rows are
   * @param stored whether the bundle has a file for it
   */
  record ChunkLine(String kind, int index, int rows, Optional<Sha256> sha256, boolean stored) {}

  /** Readings about the SUT. */
  record Sut(
      Reading cpuSeconds,
      Reading memoryPeakBytes,
      Reading coldStartSeconds,
      Reading throttledShare,
      Reading oomKills,
      boolean throttlingDeclared) {
    static Sut of(SutFacts sut) {
      return new Sut(
          Reading.of(sut.cpuSeconds()),
          Reading.of(sut.memoryPeakBytes()),
          Reading.of(sut.coldStartSeconds()),
          Reading.of(sut.throttledShare()),
          Reading.of(sut.oomKills()),
          sut.throttlingDeclared());
    }

    SutFacts facts() {
      return new SutFacts(
          cpuSeconds.observed(),
          memoryPeakBytes.observed(),
          coldStartSeconds.observed(),
          throttledShare.observed(),
          oomKills.observed(),
          throttlingDeclared);
    }
  }

  /**
   * A reading, or none.
   *
   * @param word its method, or why there is none
   */
  record Reading(Optional<Decimal> value, String word) {
    static Reading of(Observed observed) {
      return switch (observed) {
        case Observed.Value seen -> new Reading(Optional.of(seen.value()), seen.method());
        case Observed.Missing missing -> new Reading(Optional.empty(), missing.why());
      };
    }

    Observed observed() {
      return value
          .<Observed>map(seen -> new Observed.Value(seen, word))
          .orElseGet(() -> new Observed.Missing(word));
    }
  }

  static RunFile of(RunFacts facts, Instant startedAt, List<ChunkLine> chunks) {
    Recording recording = facts.recording();
    HarnessFacts harness = facts.harness();
    return new RunFile(
        facts.run(),
        facts.attempt(),
        startedAt,
        facts.scenario(),
        facts.grade(),
        facts.isolation(),
        recording.complete(),
        recording.schedule(),
        recording.samples(),
        recording.scores().isPresent(),
        recording.rawSha256(),
        harness.disjointCpuSets(),
        harness.calibrations(),
        harness.observations(),
        harness.fingerprint(),
        harness.fingerprintAfter(),
        Sut.of(facts.sut()),
        facts.conformance(),
        facts.seedCommit(),
        chunks);
  }

  RunFacts facts(
      List<Criterion> plan, Exchanges exchanges, Optional<Scores> scores, Pieces pieces) {
    return new RunFacts(
        run,
        attempt,
        scenario,
        grade,
        isolation,
        plan.stream().filter(one -> one.scenario().equals(scenario.id())).toList(),
        new Recording(complete, schedule, samples, exchanges, scores, pieces, rawSha256),
        new HarnessFacts(
            disjointCpuSets, calibrations, observations, fingerprint, fingerprintAfter),
        sut.facts(),
        conformance,
        seedCommit);
  }
}
