package ki.testbed.rules.bundle;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import ki.testbed.protocol.Sha256;

/**
 * A key of the testbed, old and revoked ones too.
 *
 * @param keyid SHA-256 of the SubjectPublicKeyInfo
 * @param publicKey base64 of it
 */
public record KeyLine(
    Sha256 keyid,
    String publicKey,
    Instant validFrom,
    Optional<Instant> validUntil,
    Optional<Instant> revokedAt) {
  /** In use from now on. */
  public static KeyLine of(PublicKey key, Instant from) {
    return new KeyLine(
        PublicKeys.id(key),
        Base64.getEncoder().encodeToString(key.getEncoded()),
        from,
        Optional.empty(),
        Optional.empty());
  }
}
