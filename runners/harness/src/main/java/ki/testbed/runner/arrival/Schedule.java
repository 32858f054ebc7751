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
 * @param probes what each exchange is for, by the codes of {@link ki.testbed.protocol.ProbeKind}
 */
public record Schedule(long[] offsets, int[] samples, byte[] probes) {
  /** A schedule without probes. */
  public Schedule(long[] offsets, int[] samples) {
    this(offsets, samples, new byte[samples.length]);
  }

  private static final long BURST_CYCLE_NS = 20_000_000_000L;
  private static final long BURST_ON_NS = 5_000_000_000L;
  private static final int BURST_TIMES = 4;

  /** The schedule of a seed. */
  public static Schedule of(Seed seed, ScheduleSpec spec) {
    long[] offsets =
        switch (spec) {
          case ScheduleSpec.Open open -> open(new Gaps(seed.stream(SeedStream.SCHEDULE)), open);
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

  private static long[] open(Gaps gaps, ScheduleSpec.Open spec) {
    long[] offsets = new long[expected(spec)];
    int n = 0;
    for (long at = next(gaps, spec, 0); at < spec.windowNs(); at = next(gaps, spec, at)) {
      if (n == offsets.length) {
        offsets = Arrays.copyOf(offsets, n * 2);
      }
      offsets[n++] = at;
    }
    return Arrays.copyOf(offsets, n);
  }

  private static int expected(ScheduleSpec.Open spec) {
    double mean = spec.ratePerSecond() * spec.windowNs() / 1e9;
    return (int) Math.min(1 << 29, mean + 4 * Math.sqrt(mean) + 16);
  }

  private static long next(Gaps gaps, ScheduleSpec.Open spec, long after) {
    return switch (spec.rhythm()) {
      case POISSON -> after + gaps.exponential(spec.ratePerSecond());
      case GAMMA -> after + gaps.bundled(spec.ratePerSecond());
      case ON_OFF -> inBurst(after, gaps.exponential(spec.ratePerSecond() * BURST_TIMES));
    };
  }

  /** The clock of a process that runs only in bursts stands still between them. */
  private static long inBurst(long after, long gap) {
    long run = after / BURST_CYCLE_NS * BURST_ON_NS + after % BURST_CYCLE_NS + gap;
    return run / BURST_ON_NS * BURST_CYCLE_NS + run % BURST_ON_NS;
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
