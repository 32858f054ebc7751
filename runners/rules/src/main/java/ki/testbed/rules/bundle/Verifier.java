package ki.testbed.rules.bundle;

import java.security.PublicKey;
import java.util.Optional;
import java.util.Set;
import ki.testbed.rules.CanonicalJson;
import ki.testbed.rules.NotCanonicalException;
import tools.jackson.databind.JsonNode;

/**
 * Verifies a bundle offline: nothing in it was changed, it was signed, and its numbers and verdicts
 * follow from its raw samples. Reads one file at a time, and of rows those of one run.
 */
public final class Verifier {
  /**
   * What the person who verifies brings along.
   *
   * @param key of the testbed, from elsewhere than the bundle
   * @param revoked ids of keys and of statements that do not hold any more
   */
  public record Given(Optional<PublicKey> key, Set<String> revoked) {
    public Given {
      revoked = Set.copyOf(revoked);
    }
  }

  private final Given given;
  private final Checks checks = new Checks();
  private final IntactFiles files;

  private Verifier(BundleSource source, Given given) {
    this.given = given;
    files = IntactFiles.of(source, checks);
  }

  /**
   * Everything that can be said about a bundle.
   *
   * @throws UnreadableException if it is none
   */
  public static Verification verify(BundleSource source, Given given) {
    return new Verifier(source, given).verification();
  }

  private Verification verification() {
    Optional<SignedStatement> signed = signed();
    Optional<JsonNode> plan = json("plan.json");
    Optional<JsonNode> seal = json("seal.json");
    seal.ifPresent(one -> attempt("seal.json", () -> seal(one, plan, signed)));
    plan.ifPresent(one -> attempt("verdicts.json", () -> verdicts(one, seal, signed)));
    json("ratings.json").ifPresent(one -> attempt("result.json", () -> levels(one, signed)));
    AuditFile.check(files, checks);
    return new Verification(checks.lines(), trust(signed));
  }

  private Optional<SignedStatement> signed() {
    try {
      var signed = SignedStatement.read(files);
      signed.check(files, given.key(), checks);
      return Optional.of(signed);
    } catch (UnreadableException e) {
      checks.failed(BundleWriter.STATEMENT, "ist verändert oder fehlt", "is altered or missing");
      return Optional.empty();
    }
  }

  private Verification.Trust trust(Optional<SignedStatement> signed) {
    if (signed.filter(one -> one.revoked(given.revoked(), files)).isPresent()) {
      return Verification.Trust.REVOKED;
    }
    if (given.key().isEmpty() || signed.isEmpty()) {
      return Verification.Trust.NOT_GIVEN;
    }
    boolean known = signed.get().keyid().equals(PublicKeys.id(given.key().get()));
    return known ? Verification.Trust.KNOWN : Verification.Trust.UNKNOWN;
  }

  /** What a bundle must have; its absence is a failure unless it is withheld. */
  private Optional<JsonNode> json(String path) {
    Optional<byte[]> bytes = files.bytes(path, IntactFiles.LARGEST_JSON);
    if (bytes.isEmpty() && !files.isWithheld(path)) {
      checks.failed(path, "kann nicht geprüft werden", "cannot be checked");
    }
    try {
      return bytes.map(one -> BundleJson.tree(path, one));
    } catch (UnreadableException e) {
      checks.failed(path, "ist nicht in der erwarteten Form", "is not in the expected form");
      return Optional.empty();
    }
  }

  private void attempt(String what, Runnable check) {
    try {
      check.run();
    } catch (UnreadableException | IllegalArgumentException e) {
      checks.failed(what, "ist nicht in der erwarteten Form", "is not in the expected form");
    }
  }

  private void seal(JsonNode seal, Optional<JsonNode> plan, Optional<SignedStatement> signed) {
    String hash = seal.path("hash").asString("");
    recomputed("seal.json", Seals.hash(seal), hash);
    plan.ifPresent(one -> recomputed("plan.json", hash(one), seal.path("planHash").asString("")));
    signed.ifPresent(one -> {
      checks.recomputed(
          "statement: seal",
          one.predicate().path("seal").path("hash").asString("").equals(hash),
          hash);
      checks.recomputed(
          "statement: image",
          one.image().equals(seal.path("imageDigest").asString("")),
          one.image());
    });
  }

  private void recomputed(String what, String computed, String said) {
    checks.recomputed(what, computed.equals(said), computed);
  }

  static String hash(JsonNode json) {
    try {
      return CanonicalJson.hash(json).hex();
    } catch (NotCanonicalException e) {
      throw new UnreadableException("not canonical", e);
    }
  }

  private void verdicts(JsonNode plan, Optional<JsonNode> seal, Optional<SignedStatement> signed) {
    var runs = new RunChecks(files, checks, PlanCriteria.read(plan), seal);
    json("runs.json").ifPresent(runs::check);
    json("verdicts.json")
        .ifPresent(said -> {
          runs.judge(said);
          signed.ifPresent(one ->
              checks.recomputed(
                  "statement: verdicts",
                  Same.same(one.predicate().path("verdicts"), said),
                  "verdicts.json"));
        });
  }

  private void levels(JsonNode ratings, Optional<SignedStatement> signed) {
    JsonNode computed = LevelsFile.result(ratings);
    json("result.json")
        .ifPresent(said -> checks.recomputed("result.json", computed.equals(said), "result.json"));
    signed.ifPresent(one ->
        checks.recomputed(
            "statement: levels", one.predicate().path("result").equals(computed), "result.json"));
  }
}
