package ki.testbed.rules;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import ki.testbed.protocol.Sha256;

/**
 * Hash of an arrival schedule: all offsets (8 bytes each), then all samples (4 bytes each),
 * little-endian.
 */
final class ScheduleHash {
  private ScheduleHash() {}

  /** As the raw rows have it. */
  static Sha256 of(Timing timing) {
    MessageDigest digest = Sha256.digest();
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < timing.rows(); i++) {
      digest.update(bytes.clear().putLong(timing.scheduled(i)).flip());
    }
    for (int i = 0; i < timing.rows(); i++) {
      digest.update(bytes.clear().putInt(timing.sample(i)).flip());
    }
    return Sha256.ofDigest(digest.digest());
  }
}
