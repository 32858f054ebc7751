package ki.testbed.rules.bundle;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Pieces;
import ki.testbed.protocol.Scores;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Measurement;
import ki.testbed.rules.MetricDefinitions;
import ki.testbed.rules.Results;
import ki.testbed.rules.RunResult;
import tools.jackson.databind.JsonNode;

/** One run's result from its raw rows, by the same function that made it. */
final class Recomputation {
  private static final int LARGEST_CHUNK = 64 << 20;
  private static final long MOST_BYTES = 512L << 20;

  private final IntactFiles files;
  private final Checks checks;
  private final String folder;
  private final RunFile facts;
  private final List<Exchanges> exchanges = new ArrayList<>();
  private final List<Pieces> pieces = new ArrayList<>();
  private final List<Scores> scores = new ArrayList<>();
  private final MessageDigest raw = Sha256.digest();
  private boolean whole = true;
  private boolean scored;

  Recomputation(IntactFiles files, Checks checks, String folder, RunFile facts) {
    this.files = files;
    this.checks = checks;
    this.folder = folder;
    this.facts = facts;
    this.scored = facts.scored();
  }

  /** The result, unless parts of what it follows from are left out. */
  Optional<RunResult> result(List<Criterion> plan, RunResult stored, JsonNode said) {
    rows();
    if (!whole) {
      checks.withheld(folder + "result.json");
      return Optional.empty();
    }
    Optional<Scores> outcomes = scored ? Optional.of(Scores.concat(scores)) : Optional.empty();
    RunResult computed =
        Results.of(facts.facts(plan, Exchanges.concat(exchanges), outcomes, Pieces.concat(pieces)));
    computed.measurements().forEach(one -> compare(one, stored));
    if (facts.scored() != scored) {
      checks.withheld(folder + " " + MetricDefinitions.ACCURACY_SHARE);
      return Optional.empty();
    }
    rawHash();
    checks.recomputed(
        folder + "result.json", Same.same(computed.toJson(), said), computed.validity().name());
    return Optional.of(computed);
  }

  private void rows() {
    long bytes = 0;
    for (int n = 0; n < facts.chunks().size(); n++) {
      RunFile.ChunkLine line = facts.chunks().get(n);
      if (line.stored()) {
        bytes += (long) line.rows() * Exchanges.ROW_BYTES;
        if (bytes > MOST_BYTES) {
          throw new UnreadableException(folder + " holds too many rows");
        }
        take(line, RunFiles.path(folder, line.kind(), n));
      } else {
        line.sha256().ifPresent(this::hashed);
      }
    }
  }

  private void take(RunFile.ChunkLine line, String path) {
    Optional<byte[]> bytes = files.bytes(path, LARGEST_CHUNK);
    if (bytes.isEmpty()) {
      boolean outcomes = line.kind().equals(RunFiles.OUTCOMES);
      scored &= !outcomes;
      whole &= outcomes;
      return;
    }
    if (line.kind().equals(RunFiles.OUTCOMES)) {
      byte[] rows = Arrays.copyOfRange(bytes.get(), RunFiles.SALT, bytes.get().length);
      scores.add(Scores.decode(rows, line.rows()));
      hashed(Sha256.of(rows));
    } else if (line.kind().equals(RunFiles.STREAM)) {
      pieces.add(Pieces.decode(bytes.get(), line.rows()));
      hashed(Sha256.of(bytes.get()));
    } else {
      exchanges.add(Exchanges.decode(bytes.get(), line.rows()));
      hashed(Sha256.of(bytes.get()));
    }
  }

  private void hashed(Sha256 chunk) {
    raw.update(HexFormat.of().parseHex(chunk.hex()));
  }

  private void rawHash() {
    Sha256 computed = Sha256.ofDigest(raw.digest());
    facts
        .rawSha256()
        .ifPresent(
            said -> checks.recomputed(folder + "raw", said.equals(computed), computed.hex()));
  }

  private void compare(Measurement computed, RunResult stored) {
    boolean same =
        stored.measurements().stream()
            .filter(one ->
                one.metric().equals(computed.metric())
                    && one.confidence().equals(computed.confidence()))
            .anyMatch(one -> Same.same(json(one), json(computed)));
    checks.recomputed(
        folder + " " + computed.metric(), same, computed.value() + " " + computed.unit());
  }

  private static JsonNode json(Measurement measurement) {
    return BundleJson.MAPPER.valueToTree(measurement);
  }
}
