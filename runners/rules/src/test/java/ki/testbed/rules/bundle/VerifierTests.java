package ki.testbed.rules.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.ZipFile;
import ki.testbed.protocol.Exchanges;
import ki.testbed.rules.bundle.Line.Status;
import ki.testbed.rules.bundle.Verification.Trust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Anyone can find out offline whether a bundle holds, and what in it does not. */
class VerifierTests {
  private static final String ROWS = "runs/" + ExampleBundle.SERVER + "/raw/0.chunk";

  private final ExampleBundle bundle = new ExampleBundle();

  @TempDir Path folder;

  @Test
  void aWholeBundleIsComputedAgainFromItsRows() {
    Verification found = verify(bundle.zip(Profile.FULL));
    assertThat(found.exit()).isZero();
    assertThat(found.trust()).isEqualTo(Trust.KNOWN);
    assertThat(names(found, Status.FAILED)).isEmpty();
    assertThat(names(found, Status.WITHHELD)).isEmpty();
    assertThat(names(found, Status.RECOMPUTED))
        .contains(
            "statement.dsse.json",
            "plan.json",
            "seal.json",
            "seal.json: sealedAt",
            run(ExampleBundle.SERVER) + " latency_p99@1",
            run(ExampleBundle.SERVER) + " throughput@1",
            run(ExampleBundle.SERVER) + " error_share@1",
            run(ExampleBundle.SERVER) + "raw",
            run(ExampleBundle.ACCURACY) + " accuracy@1",
            run(ExampleBundle.ACCURACY) + "result.json",
            "verdict c-latency_p99@1",
            "verdict c-accuracy@1",
            "statement: verdicts",
            "statement: levels",
            "result.json",
            "audit.ndjson");
  }

  @Test
  void theSameFilesGiveTheSameBytes() {
    assertThat(bundle.zip(Profile.FULL)).isEqualTo(bundle.zip(Profile.FULL));
  }

  @Test
  void oneByteChangedInAnyFileIsFoundAndTheFileNamed() {
    Map<String, byte[]> files = ExampleBundle.unzip(bundle.zip(Profile.FULL));
    assertThat(files).hasSizeGreaterThan(15);
    var random = new SplittableRandom(5);
    for (String name : files.keySet()) {
      byte[] original = files.get(name);
      byte[] altered = original.clone();
      int at = random.nextInt(original.length);
      altered[at] ^= 1;
      files.put(name, altered);
      Verification found = verify(ExampleBundle.zip(files));
      assertThat(found.exit()).as(name + " at " + at).isEqualTo(1);
      assertThat(names(found, Status.FAILED)).as(name + " at " + at).contains(name);
      files.put(name, original);
    }
  }

  @Test
  void anEditedLatencyIsFoundThoughAllHashesWereRedone() {
    Verification found =
        verify(
            tampered(files -> {
              byte[] rows = files.get(ROWS);
              Exchanges edited = Exchanges.decode(rows, rows.length / Exchanges.ROW_BYTES);
              for (int i = 0; i < edited.rows(); i++) {
                edited.lastByte()[i] -= 1_000_000;
              }
              files.put(ROWS, edited.encode(0, edited.rows()));
            }));
    assertThat(found.exit()).isEqualTo(1);
    assertThat(names(found, Status.FAILED))
        .contains(
            "manifest.json",
            run(ExampleBundle.SERVER) + " latency_p50@1",
            run(ExampleBundle.SERVER) + "raw");
  }

  @Test
  void anEditedScoreIsFoundThoughAllHashesWereRedone() {
    Verification found =
        verify(
            tampered(files -> {
              String path = run(ExampleBundle.ACCURACY) + "outcomes/2.chunk";
              byte[] rows = files.get(path).clone();
              rows[rows.length - 1] = 1;
              files.put(path, rows);
            }));
    assertThat(found.exit()).isEqualTo(1);
    assertThat(names(found, Status.FAILED)).contains(run(ExampleBundle.ACCURACY) + " accuracy@1");
  }

  @Test
  void aWrongVerdictIsFoundThoughItWasSignedAgain() {
    bundle.saying(VerifierTests::othersMet);
    Verification found = verify(bundle.zip(Profile.FULL));
    assertThat(found.exit()).isEqualTo(1);
    assertThat(names(found, Status.FAILED)).containsExactly("verdict c-accuracy@1");
  }

  private static JsonNode othersMet(JsonNode verdicts) {
    for (JsonNode one : verdicts) {
      if (one.path("criterion").asString().equals("c-accuracy@1")) {
        assertThat(one.path("value").asString()).isEqualTo("MET");
        ((ObjectNode) one).put("value", "NOT_MET");
      }
    }
    return verdicts;
  }

  @Test
  void aPlanSealedAfterItsRunIsFound() {
    bundle.startedAt(Instant.parse("2026-01-01T10:00:00Z"));
    assertThat(names(verify(bundle.zip(Profile.FULL)), Status.FAILED))
        .containsOnly("seal.json: sealedAt");
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void everyProfileHoldsUnderTheSameSignature(Profile profile) {
    byte[] zip = bundle.zip(profile);
    Verification found = verify(zip);
    assertThat(found.exit()).isZero();
    assertThat(ExampleBundle.unzip(zip).get("statement.dsse.json"))
        .isEqualTo(ExampleBundle.unzip(bundle.zip(Profile.FULL)).get("statement.dsse.json"));
    if (profile == Profile.FULL) {
      assertThat(names(found, Status.WITHHELD)).isEmpty();
    } else {
      assertThat(names(found, Status.WITHHELD))
          .containsExactlyInAnyOrder(
              "comments.json",
              run(ExampleBundle.ACCURACY) + "outcomes/2.chunk",
              run(ExampleBundle.ACCURACY) + " accuracy@1");
      assertThat(names(found, Status.RECOMPUTED)).contains("verdict c-accuracy@1");
    }
  }

  @Test
  void whatEverybodyMaySeeMustBeThere() {
    Map<String, byte[]> files = ExampleBundle.unzip(bundle.zip(Profile.PUBLIC));
    files.remove(ROWS);
    Verification found = verify(ExampleBundle.zip(files));
    assertThat(found.exit()).isEqualTo(1);
    assertThat(names(found, Status.FAILED)).contains(ROWS);
  }

  @Test
  void aFileThatNobodySignedIsFound() {
    Map<String, byte[]> files = ExampleBundle.unzip(bundle.zip(Profile.FULL));
    files.put("report.html", new byte[] {1});
    assertThat(names(verify(ExampleBundle.zip(files)), Status.FAILED))
        .containsExactly("report.html");
  }

  @Test
  void withoutAKeyFromElsewhereNobodyKnowsWhoSigned() {
    byte[] zip = bundle.zip(Profile.FULL);
    Verification none = verify(zip, new Verifier.Given(Optional.empty(), Set.of()));
    assertThat(none.trust()).isEqualTo(Trust.NOT_GIVEN);
    assertThat(none.exit()).isEqualTo(3);
    Verification other =
        verify(zip, new Verifier.Given(Optional.of(new ExampleBundle().key()), Set.of()));
    assertThat(other.trust()).isEqualTo(Trust.UNKNOWN);
    assertThat(other.exit()).isEqualTo(3);
  }

  @Test
  void revokedKeysAndStatementsAreGoodForNothing() {
    byte[] zip = bundle.zip(Profile.FULL);
    String key = PublicKeys.id(bundle.key()).hex();
    for (String revoked : List.of(key, "s1")) {
      Verification found =
          verify(zip, new Verifier.Given(Optional.of(bundle.key()), Set.of(revoked)));
      assertThat(found.trust()).isEqualTo(Trust.REVOKED);
      assertThat(found.exit()).isEqualTo(3);
    }
    byte[] listed = bundle.revoked(Instant.parse("2026-02-01T00:00:00Z")).zip(Profile.FULL);
    assertThat(verify(listed).trust()).isEqualTo(Trust.REVOKED);
  }

  @Test
  void namesThatLeadOutOfTheBundleAreRefused() {
    for (String name : List.of("../x", "/x", "a/../../x", "a\\b", "a//b", "./x", "..")) {
      Map<String, byte[]> files = ExampleBundle.unzip(bundle.zip(Profile.FULL));
      files.put(name, new byte[] {1});
      assertThatThrownBy(() -> verify(ExampleBundle.zip(files)))
          .as(name)
          .isInstanceOf(UnreadableException.class);
    }
  }

  @Test
  void aFileThatIsLargerThanItSaysIsNotReadToItsEnd() {
    Map<String, byte[]> files = ExampleBundle.unzip(bundle.zip(Profile.FULL));
    files.put("comments.json", new byte[20 << 20]);
    assertThat(names(verify(ExampleBundle.zip(files)), Status.FAILED))
        .containsExactly("comments.json");
  }

  @Test
  void whatIsNoBundleIsUnreadable() {
    assertThatThrownBy(() -> verify(ExampleBundle.zip(Map.of("x", new byte[] {1}))))
        .isInstanceOf(UnreadableException.class);
  }

  @Test
  void theSignedBytesAreThoseOfTheEnvelopesDefinition() {
    assertThat(
            new String(
                Envelope.pae(
                    "http://example.com/HelloWorld",
                    "hello world".getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.UTF_8))
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  private byte[] tampered(Consumer<Map<String, byte[]>> change) {
    Map<String, byte[]> files = ExampleBundle.unzip(bundle.zip(Profile.FULL));
    change.accept(files);
    ExampleBundle.rehash(files);
    return ExampleBundle.zip(files);
  }

  private Verification verify(byte[] zip) {
    return verify(zip, new Verifier.Given(Optional.of(bundle.key()), Set.of()));
  }

  private Verification verify(byte[] zip, Verifier.Given given) {
    Path file = folder.resolve("bundle.zip");
    try {
      Files.write(file, zip);
      try (var open = new ZipFile(file.toFile())) {
        return Verifier.verify(new ZipSource(open), given);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String run(UUID run) {
    return "runs/" + run + "/";
  }

  private static List<String> names(Verification found, Status status) {
    return found.lines().stream().filter(one -> one.status() == status).map(Line::what).toList();
  }
}
