package ki.testbed.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Binds a run's secret seed before anything of the run starts: SHA-256 over {@code
 * "testbed-seed/1"}, a zero byte, the run's UUID (16 bytes), the attempt (4 bytes, big-endian) and
 * the seed. Published early, checked when the seed is revealed.
 */
public final class SeedCommit {
  private static final byte[] DOMAIN = "testbed-seed/1\0".getBytes(StandardCharsets.US_ASCII);

  private SeedCommit() {}

  /**
   * The commit to a seed.
   *
   * @param seed 64 hexadecimal digits, as in {@link Order#seed}
   */
  public static Sha256 of(UUID run, int attempt, String seed) {
    byte[] secret = HexFormat.of().parseHex(seed);
    ByteBuffer bytes = ByteBuffer.allocate(DOMAIN.length + 16 + 4 + secret.length).put(DOMAIN);
    bytes.putLong(run.getMostSignificantBits()).putLong(run.getLeastSignificantBits());
    return Sha256.of(bytes.putInt(attempt).put(secret).array());
  }
}
