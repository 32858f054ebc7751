package ki.testbed.rules.bundle;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import ki.testbed.protocol.Sha256;

/** Ed25519 keys in their public form (RFC 8410). */
public final class PublicKeys {
  private PublicKeys() {}

  /** SHA-256 of the SubjectPublicKeyInfo. */
  public static Sha256 id(PublicKey key) {
    return Sha256.of(key.getEncoded());
  }

  /**
   * From its DER bytes.
   *
   * @throws UnreadableException if they are none
   */
  public static PublicKey ofDer(byte[] der) {
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new UnreadableException("not an Ed25519 public key", e);
    }
  }

  /**
   * From a PEM file.
   *
   * @throws UnreadableException if it is none
   */
  public static PublicKey ofPem(byte[] pem) {
    String text =
        new String(pem, StandardCharsets.US_ASCII)
            .replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "")
            .replaceAll("\\s", "");
    return ofDer(base64(text));
  }

  static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new UnreadableException("not base64", e);
    }
  }
}
