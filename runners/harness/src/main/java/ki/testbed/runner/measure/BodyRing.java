package ki.testbed.runner.measure;

import java.util.concurrent.atomic.AtomicLong;
import ki.testbed.runner.driver.Marks;
import org.jspecify.annotations.Nullable;

/**
 * Bodies on their way from the event loop to the one thread that judges them, bounded in number and
 * bytes; never blocks the loop.
 */
public final class BodyRing implements BodySink {
  private static final int SLOTS = 1 << 15;

  /** Judges one body. */
  @FunctionalInterface
  public interface Judge {
    /** One body, in order. */
    void judge(Recording recording, int row, long idHigh, long idLow, byte[] body, Marks marks);
  }

  private final long mostBytes;
  private final @Nullable Recording[] recordings = new Recording[SLOTS];
  private final int[] rows = new int[SLOTS];
  private final long[] idsHigh = new long[SLOTS];
  private final long[] idsLow = new long[SLOTS];
  private final byte[] @Nullable [] bodies = new byte[SLOTS][];
  private final @Nullable Marks[] marksOf = new Marks[SLOTS];
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong offered = new AtomicLong();
  private final AtomicLong judged = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  /**
   * A ring.
   *
   * @param mostBytes of bodies that wait
   */
  public BodyRing(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  @Override
  public boolean offer(
      Recording recording, int row, long idHigh, long idLow, byte[] body, Marks marks) {
    if (offered.get() - judged.get() == SLOTS || bytes.get() + body.length > mostBytes) {
      refused.incrementAndGet();
      return false;
    }
    int slot = (int) (offered.get() % SLOTS);
    recordings[slot] = recording;
    rows[slot] = row;
    idsHigh[slot] = idHigh;
    idsLow[slot] = idLow;
    bodies[slot] = body;
    marksOf[slot] = marks;
    bytes.addAndGet(body.length);
    offered.incrementAndGet();
    return true;
  }

  /** Judges all that wait; from one thread only. */
  public void drainTo(Judge judge) {
    while (judged.get() < offered.get()) {
      int slot = (int) (judged.get() % SLOTS);
      Recording recording = recordings[slot];
      byte[] body = bodies[slot];
      Marks marks = marksOf[slot];
      if (recording == null || body == null || marks == null) {
        throw new IllegalStateException("a slot is empty");
      }
      judge.judge(recording, rows[slot], idsHigh[slot], idsLow[slot], body, marks);
      marksOf[slot] = null;
      recordings[slot] = null;
      bodies[slot] = null;
      bytes.addAndGet(-body.length);
      judged.incrementAndGet();
    }
  }

  /** Whether everything offered was judged. */
  public boolean isDrained() {
    return judged.get() == offered.get();
  }

  /** How many bodies were refused. */
  public long refusedCount() {
    return refused.get();
  }

  /** How many bodies came, refused ones included. */
  public long count() {
    return offered.get() + refused.get();
  }
}
