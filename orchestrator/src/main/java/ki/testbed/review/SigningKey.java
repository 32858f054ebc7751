package ki.testbed.review;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import ki.testbed.access.KeptSecret;
import ki.testbed.rules.bundle.KeyLine;
import ki.testbed.rules.bundle.Signer;

/**
 * The key that bundles are signed with, in a file that only the service can read; made on first
 * use. A site with a key store of its own puts another {@link Signer} in its place.
 */
final class SigningKey implements Signer {
  private static final String ALGORITHM = "Ed25519";
  private static final String NAME = "evidence-signing.key";

  private final PrivateKey secret;
  private final PublicKey open;
  private final Instant since;

  private SigningKey(PrivateKey secret, PublicKey open, Instant since) {
    this.secret = secret;
    this.open = open;
    this.since = since;
  }

  /**
   * Reads the key of this folder, or makes it.
   *
   * @throws UncheckedIOException if it can be neither read nor written
   */
  static SigningKey of(Path folder, Instant now) {
    Path file = folder.resolve(NAME);
    try {
      if (!Files.exists(file)) {
        KeptSecret.ownFolder(folder);
        KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        KeptSecret.ownFile(
            file,
            String.join(
                "\n",
                text(pair.getPrivate().getEncoded()),
                text(pair.getPublic().getEncoded()),
                now.toString()));
      }
      return read(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the signing key cannot be read or written", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the signing key is none", e);
    }
  }

  private static SigningKey read(List<String> lines) throws GeneralSecurityException {
    KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
    Base64.Decoder base64 = Base64.getDecoder();
    return new SigningKey(
        keys.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(lines.get(0)))),
        keys.generatePublic(new X509EncodedKeySpec(base64.decode(lines.get(1)))),
        Instant.parse(lines.get(2)));
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** As others check with it. */
  KeyLine line() {
    return KeyLine.of(open, since);
  }

  /** The public key as PEM. */
  String pem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + text(open.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  @Override
  public PublicKey key() {
    return open;
  }

  @Override
  public byte[] sign(byte[] bytes) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(secret);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key does not sign", e);
    }
  }
}
