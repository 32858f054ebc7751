package ki.testbed.runner.arrival;

import java.util.Arrays;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.ProbeKind;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Probes against gaming: at secret positions arrivals are replaced, half of them by samples that
 * were asked before, half by samples nobody asked yet.
 */
public final class Probing {
  private static final int ONE_IN = 20;
  private static final int FORMAL_LEAST = 200;
  private static final int PREVIEW_LEAST = 30;
  private static final int SPARED_FIRST = 10;

  private Probing() {}

  /**
   * How many arrivals become probes: one in twenty, at least 200 in a FORMAL window; in a PREVIEW
   * only where that is at least 30, as fewer tell nothing. An even number, never more than half.
   */
  public static int count(Grade grade, int arrivals) {
    int share = arrivals / ONE_IN;
    int wanted =
        switch (grade) {
          case FORMAL -> Math.max(share, FORMAL_LEAST);
          case PREVIEW -> share < PREVIEW_LEAST ? 0 : share;
        };
    return Math.min(wanted, arrivals / 2) / 2 * 2;
  }

  /**
   * A schedule with so many probes in it, none in its first tenth; ordinary arrivals go through the
   * samples in the plain schedule's order.
   *
   * @param firstFresh row of the first sample nobody asks otherwise; as many follow as half of the
   *     probes
   */
  public static Schedule in(
      Schedule plain, int count, int firstFresh, UniformRandomProvider random) {
    int[] samples = new int[plain.arrivals()];
    byte[] probes = new byte[samples.length];
    int[] places = places(samples.length, count, random);
    for (int i = 0; i < places.length; i++) {
      probes[places[i]] = (i % 2 == 0 ? ProbeKind.FRESH : ProbeKind.REPEAT).code();
    }
    int ordinary = 0;
    int fresh = firstFresh;
    for (int i = 0; i < samples.length; i++) {
      if (probes[i] == 0) {
        samples[i] = plain.samples()[ordinary++];
      } else if (probes[i] == ProbeKind.FRESH.code()) {
        samples[i] = fresh++;
      } else {
        samples[i] = plain.samples()[random.nextInt(ordinary)];
      }
    }
    return new Schedule(plain.offsets(), samples, probes);
  }

  /** Distinct positions in random order: the first of a partial Fisher-Yates shuffle. */
  private static int[] places(int arrivals, int count, UniformRandomProvider random) {
    int first = arrivals / SPARED_FIRST + 1;
    int[] all = new int[Math.max(0, arrivals - first)];
    Arrays.setAll(all, i -> first + i);
    int taken = Math.min(count, all.length);
    for (int i = 0; i < taken; i++) {
      int j = i + random.nextInt(all.length - i);
      int swap = all[i];
      all[i] = all[j];
      all[j] = swap;
    }
    return Arrays.copyOf(all, taken);
  }
}
