package ki.testbed.rules.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import ki.testbed.protocol.Sha256;

/**
 * A signed statement: DSSE 1.0 envelope around an in-toto statement.
 *
 * @param payload base64 of the statement
 */
record Envelope(String payload, String payloadType, List<Signed> signatures) {
  static final String TYPE = "application/vnd.in-toto+json";

  record Signed(Sha256 keyid, String sig) {}

  static Envelope of(byte[] statement, Signer signer) {
    byte[] signature = signer.sign(pae(TYPE, statement));
    Base64.Encoder base64 = Base64.getEncoder();
    return new Envelope(
        base64.encodeToString(statement),
        TYPE,
        List.of(new Signed(PublicKeys.id(signer.key()), base64.encodeToString(signature))));
  }

  /**
   * Reads one that is byte for byte what we would write, so that no byte of it is free.
   *
   * @throws UnreadableException if it is not
   */
  static Envelope read(String path, byte[] bytes) {
    Envelope read = BundleJson.read(path, bytes, Envelope.class);
    boolean ours =
        Arrays.equals(BundleJson.canonical(read), bytes)
            && read.payloadType().equals(TYPE)
            && read.signatures().size() == 1
            && strict(read.payload())
            && strict(read.signatures().getFirst().sig());
    if (!ours) {
      throw new UnreadableException(path + " is not an envelope of this testbed");
    }
    return read;
  }

  private static boolean strict(String base64) {
    return Base64.getEncoder().encodeToString(PublicKeys.base64(base64)).equals(base64);
  }

  byte[] statement() {
    return PublicKeys.base64(payload);
  }

  Sha256 keyid() {
    return signatures.getFirst().keyid();
  }

  boolean signedBy(PublicKey key) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(pae(payloadType, statement()));
      return check.verify(PublicKeys.base64(signatures.getFirst().sig()));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** DSSEv1 SP LEN(type) SP type SP LEN(body) SP body, lengths in decimal. */
  static byte[] pae(String type, byte[] body) {
    var out = new ByteArrayOutputStream();
    String head =
        "DSSEv1 %d %s %d "
            .formatted(type.getBytes(StandardCharsets.UTF_8).length, type, body.length);
    out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(body);
    return out.toByteArray();
  }
}
