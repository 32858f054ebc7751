package ki.testbed.runner.arrival;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import ki.testbed.protocol.Sha256;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The 32 secret bytes everything random in a run comes from. Each use has its own stream, so that
 * one more number drawn here never changes what is drawn there. Lives in memory only.
 */
public final class Seed {
  private static final byte[] STREAM = "testbed-stream/1\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DERIVED = "testbed-derived/1\0".getBytes(StandardCharsets.US_ASCII);

  private final byte[] secret;

  private Seed(byte[] secret) {
    this.secret = secret;
  }

  /** Reads 64 hexadecimal digits. */
  public static Seed parse(String hex) {
    byte[] secret = HexFormat.of().parseHex(hex);
    if (secret.length != 32) {
      throw new IllegalArgumentException("a seed has 32 bytes");
    }
    return new Seed(secret);
  }

  /**
   * The numbers for one use: xoshiro256++ (Blackman, Vigna 2018), its state the four big-endian
   * longs of SHA-256 over {@code "testbed-stream/1"}, a zero byte, the name, a zero byte and the
   * seed.
   */
  public UniformRandomProvider stream(SeedStream use) {
    ByteBuffer state = ByteBuffer.wrap(hash(STREAM, use.word()));
    return RandomSource.XO_SHI_RO_256_PP.create(
        new long[] {state.getLong(), state.getLong(), state.getLong(), state.getLong()});
  }

  /**
   * Another seed for traffic that is not measured, so that it does not use up the streams of what
   * is.
   */
  public Seed derived(String purpose) {
    return new Seed(hash(DERIVED, purpose));
  }

  private byte[] hash(byte[] domain, String name) {
    MessageDigest digest = Sha256.digest();
    digest.update(domain);
    digest.update(name.getBytes(StandardCharsets.US_ASCII));
    digest.update((byte) 0);
    return digest.digest(secret);
  }

  @Override
  public String toString() {
    return "secret seed";
  }
}
