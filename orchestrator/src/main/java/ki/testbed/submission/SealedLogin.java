package ki.testbed.submission;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import ki.testbed.access.KeptSecret;
import ki.testbed.protocol.Sha256;

/**
 * Logins of registries as the database keeps them while a pull waits: AES-256-GCM with a key that
 * is outside the database.
 */
final class SealedLogin {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final RandomGenerator random;

  SealedLogin(KeptSecret secret, RandomGenerator random) {
    var digest = Sha256.digest();
    this.key =
        new SecretKeySpec(digest.digest(secret.text().getBytes(StandardCharsets.UTF_8)), "AES");
    this.random = random;
  }

  SealedBytes seal(RegistryLogin login) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] text = (login.name() + ":" + login.secret()).getBytes(StandardCharsets.UTF_8);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, text);
    return new SealedBytes(
        ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array());
  }

  /**
   * What was sealed.
   *
   * @throws IllegalStateException if it was changed, or sealed with another key
   */
  RegistryLogin open(SealedBytes kept) {
    byte[] sealed = kept.bytes();
    byte[] nonce = Arrays.copyOf(sealed, NONCE);
    byte[] text = run(Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(sealed, NONCE, sealed.length));
    String both = new String(text, StandardCharsets.UTF_8);
    int colon = both.indexOf(':');
    return new RegistryLogin(both.substring(0, colon), both.substring(colon + 1));
  }

  private byte[] run(int mode, byte[] nonce, byte[] bytes) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a login of a registry cannot be sealed or opened", e);
    }
  }
}
