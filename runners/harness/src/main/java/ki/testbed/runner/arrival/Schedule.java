package ki.testbed.runner.arrival;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import ki.testbed.protocol.Sha256;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * When each exchange is meant to leave, and with which sample. Pure: the same seed and spec give
 * the same bytes on every machine.
 *
 * @param offsets nanoseconds from the start of the window, never falling
 * @param samples rows of the data set, whole random permutations one after the other
 */
public record Schedule(long[] offsets, int[] samples) {
  private static final double UNIT = 0x1.0p-53;

  /** The schedule of a seed. */
  public static Schedule of(Seed seed, ScheduleSpec spec) {
    long[] offsets =
        switch (spec) {
          case ScheduleSpec.Poisson poisson -> poisson(seed.stream(SeedStream.SCHEDULE), poisson);
          case ScheduleSpec.Closed closed -> new long[closed.arrivals()];
        };
    int[] samples = permutations(seed.stream(SeedStream.SAMPLES), offsets.length, spec.dataSet());
    return new Schedule(offsets, samples);
  }

  /** Number of exchanges. */
  public int arrivals() {
    return offsets.length;
  }

  /** SHA-256 over all offsets (8 bytes each), then all samples (4 bytes each), little-endian. */
  public Sha256 sha256() {
    MessageDigest digest = Sha256.digest();
    ByteBuffer bytes = ByteBuffer.allocate(8 * 1024).order(ByteOrder.LITTLE_ENDIAN);
    for (long offset : offsets) {
      flushIfFull(bytes.putLong(offset), digest);
    }
    for (int sample : samples) {
      flushIfFull(bytes.putInt(sample), digest);
    }
    digest.update(bytes.flip());
    return Sha256.ofDigest(digest.digest());
  }

  private static void flushIfFull(ByteBuffer bytes, MessageDigest digest) {
    if (bytes.remaining() < 8) {
      digest.update(bytes.flip());
      bytes.clear();
    }
  }

  /**
   * Inverse transform sampling of the exponential distribution: with U uniform in [0, 1),
   * -ln(1-U)/rate. StrictMath, because Math may round differently on another processor.
   */
  private static long[] poisson(UniformRandomProvider random, ScheduleSpec.Poisson spec) {
    long[] offsets = new long[expected(spec)];
    int n = 0;
    for (long at = gap(random, spec); at < spec.windowNs(); at += gap(random, spec)) {
      if (n == offsets.length) {
        offsets = Arrays.copyOf(offsets, n * 2);
      }
      offsets[n++] = at;
    }
    return Arrays.copyOf(offsets, n);
  }

  private static int expected(ScheduleSpec.Poisson spec) {
    double mean = spec.ratePerSecond() * spec.windowNs() / 1e9;
    return (int) Math.min(1 << 29, mean + 4 * Math.sqrt(mean) + 16);
  }

  private static long gap(UniformRandomProvider random, ScheduleSpec.Poisson spec) {
    double u = (random.nextLong() >>> 11) * UNIT;
    return (long) Math.floor(-StrictMath.log1p(-u) * 1e9 / spec.ratePerSecond());
  }

  private static int[] permutations(UniformRandomProvider random, int count, int dataSet) {
    int[] samples = new int[count];
    int[] permutation = new int[dataSet];
    for (int at = 0; at < count; at += dataSet) {
      shuffle(random, permutation);
      System.arraycopy(permutation, 0, samples, at, Math.min(dataSet, count - at));
    }
    return samples;
  }

  /** Fisher-Yates from the identity, downwards. */
  private static void shuffle(UniformRandomProvider random, int[] permutation) {
    Arrays.setAll(permutation, i -> i);
    for (int i = permutation.length - 1; i > 0; i--) {
      int j = below(random, i + 1);
      int swap = permutation[i];
      permutation[i] = permutation[j];
      permutation[j] = swap;
    }
  }

  /**
   * Uniform in [0, bound): the upper 32 bits times bound, rejecting the uneven rest (Lemire 2019).
   */
  private static int below(UniformRandomProvider random, int bound) {
    long uneven = (1L << 32) % bound;
    while (true) {
      long product = (random.nextLong() >>> 32) * bound;
      if ((product & 0xFFFFFFFFL) >= uneven) {
        return (int) (product >>> 32);
      }
    }
  }
}
