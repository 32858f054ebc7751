package ki.testbed.rules.bundle;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ki.testbed.protocol.Sha256;
import tools.jackson.databind.JsonNode;

/** The statement of a bundle with its signature. */
record SignedStatement(Envelope envelope, ResultStatement statement) {
  static SignedStatement read(IntactFiles files) {
    Envelope envelope = Envelope.read(BundleWriter.STATEMENT, files.statement());
    return new SignedStatement(
        envelope,
        BundleJson.read(BundleWriter.STATEMENT, envelope.statement(), ResultStatement.class));
  }

  Sha256 keyid() {
    return envelope.keyid();
  }

  JsonNode predicate() {
    return statement.predicate();
  }

  String image() {
    return statement.subject().stream()
        .filter(one -> one.name().equals("image"))
        .map(one -> one.digest().getOrDefault("sha256", ""))
        .findFirst()
        .orElse("");
  }

  /** Signature and manifest; a key that is nowhere leaves the signature unchecked. */
  void check(IntactFiles files, Optional<PublicKey> given, Checks checks) {
    if (!statement.isAbout(files.manifestHash())) {
      checks.failed(
          BundleWriter.MANIFEST,
          "ist nicht das, was unterschrieben wurde",
          "is not what was signed");
    }
    Optional<PublicKey> key =
        given
            .filter(one -> PublicKeys.id(one).equals(keyid()))
            .or(() -> line(files).map(one -> PublicKeys.ofDer(PublicKeys.base64(one.publicKey()))))
            .filter(one -> PublicKeys.id(one).equals(keyid()));
    if (key.isPresent() && envelope.signedBy(key.get())) {
      checks.add(
          Line.Status.RECOMPUTED, BundleWriter.STATEMENT, "Unterschrift stimmt", "signature holds");
    } else {
      checks.failed(BundleWriter.STATEMENT, "Unterschrift stimmt nicht", "signature does not hold");
    }
  }

  boolean revoked(Set<String> revoked, IntactFiles files) {
    return revoked.contains(keyid().hex())
        || revoked.contains(predicate().path("statement").path("id").asString(""))
        || line(files).flatMap(KeyLine::revokedAt).isPresent();
  }

  private Optional<KeyLine> line(IntactFiles files) {
    List<KeyLine> keys =
        files
            .bytes(BundleWriter.KEYS, IntactFiles.LARGEST_JSON)
            .map(bytes -> Arrays.asList(BundleJson.read(BundleWriter.KEYS, bytes, KeyLine[].class)))
            .orElse(List.of());
    return keys.stream().filter(one -> one.keyid().equals(keyid())).findFirst();
  }
}
