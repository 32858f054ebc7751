package ki.testbed.rules.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.CanonicalJson;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.ExampleFacts;
import ki.testbed.rules.Results;
import ki.testbed.rules.RunEnd;
import ki.testbed.rules.RunFacts;
import ki.testbed.rules.Verdict;
import ki.testbed.rules.Verdicts;
import ki.testbed.rules.audit.AuditChain;
import ki.testbed.rules.audit.AuditEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A whole bundle of an evaluation with two runs, and ways to tamper with it. */
public final class ExampleBundle {
  static final UUID SERVER = new UUID(0, 1);
  static final UUID ACCURACY = new UUID(0, 2);
  private static final Instant SEALED = Instant.parse("2026-01-01T10:00:00Z");
  private static final Sha256 IMAGE = Sha256.of(new byte[] {7});
  private static final JsonMapper JSON = JsonMapper.shared();

  private final KeyPair keys = newKeys();
  private Instant startedAt = SEALED.plusSeconds(60);
  private Optional<Instant> revokedAt = Optional.empty();
  private UnaryOperator<JsonNode> verdicts = UnaryOperator.identity();

  public PublicKey key() {
    return keys.getPublic();
  }

  /** The public key as a file. */
  public byte[] pem() {
    String base64 = Base64.getMimeEncoder().encodeToString(key().getEncoded());
    return ("-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  ExampleBundle startedAt(Instant start) {
    startedAt = start;
    return this;
  }

  ExampleBundle revoked(Instant at) {
    revokedAt = Optional.of(at);
    return this;
  }

  /** Says other verdicts than those that follow, in the file and in the signed statement. */
  ExampleBundle saying(UnaryOperator<JsonNode> other) {
    verdicts = other;
    return this;
  }

  public byte[] zip(Profile profile) {
    try {
      var out = new ByteArrayOutputStream();
      writer().write(profile, out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private BundleWriter writer() throws IOException {
    RunFacts server = withRaw(raw -> ExampleFacts.server(SERVER, raw));
    RunFacts accuracy = withRaw(raw -> ExampleFacts.accuracy(ACCURACY, raw));
    List<Criterion> criteria = new ArrayList<>(server.criteria());
    criteria.addAll(accuracy.criteria());
    JsonNode plan = plan(criteria);
    JsonNode seal =
        Seals.sealed(
            JSON.createObjectNode()
                .put("planHash", CanonicalJson.hash(plan).hex())
                .put("imageDigest", IMAGE.hex())
                .put("sealedAt", SEALED.toString()));
    JsonNode said = verdicts.apply(VerdictsFile.of(judge(criteria, server, accuracy)));
    JsonNode ratings =
        JSON.readTree(
            "{\"scheme\":\"mission-ki/1\",\"policy\":\"CAP/1\",\"ratings\":{\"VE1.5\":1},\"answers\":{\"DA-Z12\":1}}");
    JsonNode result = LevelsFile.result(ratings);
    List<BundleFile> files = new ArrayList<>();
    files.add(json("plan.json", plan));
    files.add(json("seal.json", seal));
    files.add(json("verdicts.json", said));
    files.add(json("ratings.json", ratings));
    files.add(json("result.json", result));
    files.add(json("runs.json", runs(server, accuracy)));
    files.add(BundleFile.of("audit.ndjson", Visibility.PUBLIC, audit()));
    files.add(BundleFile.of("comments.json", Visibility.EXAMINER, new byte[40]));
    var random = new SplittableRandom(1);
    files.addAll(RunFiles.of(server, startedAt, chunks(server), random));
    files.addAll(RunFiles.of(accuracy, startedAt, chunks(accuracy), random));
    ObjectNode predicate = JSON.createObjectNode();
    predicate.putObject("statement").put("id", "s1");
    predicate.set("seal", seal);
    predicate.set("verdicts", said);
    predicate.set("result", result);
    KeyLine line = KeyLine.of(key(), SEALED);
    var listed =
        new KeyLine(line.keyid(), line.publicKey(), line.validFrom(), Optional.empty(), revokedAt);
    return BundleWriter.of(files, IMAGE, predicate, List.of(listed), signer());
  }

  private static RunFacts withRaw(Function<Sha256, RunFacts> facts) {
    RunFacts draft = facts.apply(IMAGE);
    MessageDigest all = Sha256.digest();
    chunks(draft)
        .forEach(chunk -> all.update(HexFormat.of().parseHex(Sha256.of(chunk.bytes()).hex())));
    return facts.apply(Sha256.ofDigest(all.digest()));
  }

  private static List<RunFiles.RawChunk> chunks(RunFacts facts) {
    Exchanges rows = facts.recording().exchanges();
    int half = rows.rows() / 2;
    List<RunFiles.RawChunk> chunks = new ArrayList<>();
    chunks.add(new RunFiles.RawChunk("exchanges", 0, half, rows.encode(0, half)));
    chunks.add(
        new RunFiles.RawChunk("exchanges", 1, rows.rows() - half, rows.encode(half, rows.rows())));
    facts
        .recording()
        .scores()
        .ifPresent(scores ->
            chunks.add(
                new RunFiles.RawChunk(
                    "outcomes", 0, scores.rows(), scores.encode(0, scores.rows()))));
    chunks.add(new RunFiles.RawChunk("harness", 0, 1, new byte[] {1, 2, 3}));
    return chunks;
  }

  private static List<Verdict> judge(List<Criterion> criteria, RunFacts... runs) {
    return criteria.stream()
        .map(one ->
            Verdicts.judgeAll(
                one,
                List.of(runs).stream()
                    .filter(run -> run.scenario().id().equals(one.scenario()))
                    .<RunEnd>map(run -> new RunEnd.Measured(Results.of(run)))
                    .toList()))
        .toList();
  }

  private static JsonNode plan(List<Criterion> criteria) {
    ArrayNode list = JSON.createArrayNode();
    for (Criterion one : criteria) {
      list.addObject()
          .put("id", one.id())
          .put("scenario", one.scenario())
          .put("metric", one.metric())
          .put("operator", one.operator().symbol())
          .put("value", one.value().toString())
          .put("unit", one.unit())
          .put("rule", one.rule().name())
          .put("confidence", one.confidence().toString())
          .put("justification", one.justification())
          .put("declaredFunction", one.declaredFunction())
          .putArray("indicators")
          .add("VE1.5");
    }
    ObjectNode plan = JSON.createObjectNode().put("id", "triage");
    plan.set("criteria", list);
    return plan;
  }

  private static JsonNode runs(RunFacts... runs) {
    ArrayNode list = JSON.createArrayNode();
    for (RunFacts run : runs) {
      list.addObject().put("run", run.run().toString()).put("scenario", run.scenario().id());
    }
    return list;
  }

  private static byte[] audit() {
    var text = new StringBuilder();
    Sha256 head = Sha256.of(new byte[] {9});
    for (int seq = 17; seq < 20; seq++) {
      var entry =
          new AuditEntry(
              seq,
              SEALED,
              "p1",
              "password",
              "freeze",
              "s1",
              Optional.of(IMAGE),
              Optional.empty(),
              "r");
      var chained = AuditChain.chained(head, entry);
      text.append(AuditFile.line(chained));
      head = chained.hash();
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static BundleFile json(String path, JsonNode json) {
    return BundleFile.of(path, Visibility.PUBLIC, CanonicalJson.bytes(json));
  }

  private Signer signer() {
    return new Signer() {
      @Override
      public PublicKey key() {
        return keys.getPublic();
      }

      @Override
      public byte[] sign(byte[] bytes) {
        try {
          Signature signature = Signature.getInstance("Ed25519");
          signature.initSign(keys.getPrivate());
          signature.update(bytes);
          return signature.sign();
        } catch (GeneralSecurityException e) {
          throw new AssertionError(e);
        }
      }
    };
  }

  private static KeyPair newKeys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Files of a ZIP. */
  public static Map<String, byte[]> unzip(byte[] zip) {
    Map<String, byte[]> files = new TreeMap<>();
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
      return files;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A ZIP of files. */
  public static byte[] zip(Map<String, byte[]> files) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  /** A manifest that fits the files as they are now. */
  static void rehash(Map<String, byte[]> files) {
    ArrayNode manifest = (ArrayNode) JSON.readTree(files.get("manifest.json"));
    for (JsonNode line : manifest) {
      byte[] bytes = files.get(line.path("path").asString());
      if (bytes != null) {
        ((ObjectNode) line).put("sha256", Sha256.of(bytes).hex()).put("size", bytes.length);
      }
    }
    files.put("manifest.json", CanonicalJson.bytes(manifest));
  }
}
