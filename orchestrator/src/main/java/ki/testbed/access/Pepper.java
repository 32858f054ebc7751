package ki.testbed.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hash of tokens: who reads only the database can neither use nor forge one. */
final class Pepper {
  private static final String ALGORITHM = "HmacSHA256";
  private final SecretKeySpec key;

  Pepper(KeptSecret secret) {
    this.key = new SecretKeySpec(secret.text().getBytes(StandardCharsets.US_ASCII), ALGORITHM);
  }

  byte[] mac(Token token) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(token.text().getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
