package ki.testbed.runner.measure;

import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Outcome;
import ki.testbed.runner.driver.Flight;

/**
 * What happened to each exchange, one row each, in blocks so that growing copies nothing. Rows are
 * written by the event loop; whoever judges bodies later overwrites outcome and answer of rows that
 * were handed over. Times are kept from {@link #startAt}.
 */
public final class Recording {
  /** Rows of one block. */
  public static final int BLOCK = 4096;

  private final Exchanges[] blocks;
  private volatile long origin;
  private volatile int begun;

  /**
   * Room for so many exchanges, taken block by block when {@code ahead} is false, otherwise now.
   */
  public Recording(int most, boolean ahead) {
    blocks = new Exchanges[(most + BLOCK - 1) / BLOCK];
    for (int i = 0; ahead && i < blocks.length; i++) {
      blocks[i] = newBlock();
    }
  }

  private static Exchanges newBlock() {
    return Exchanges.ofRows(BLOCK);
  }

  /** Times are counted from this moment of the monotonic clock. */
  public void startAt(long moment) {
    origin = moment;
  }

  /** The moment times are counted from. */
  public long origin() {
    return origin;
  }

  /** Number of rows that were begun. */
  public int rows() {
    return begun;
  }

  /** The block that holds a row. */
  public Exchanges block(int row) {
    return blocks[row / BLOCK];
  }

  /** The rows that were begun, as one table. */
  public Exchanges all() {
    Exchanges all = Exchanges.ofRows(begun);
    for (int from = 0; from < begun; from += BLOCK) {
      all.put(from, block(from), Math.min(BLOCK, begun - from));
    }
    return all;
  }

  /**
   * An exchange is due and taken up.
   *
   * @param scheduled offset from the start, -1 in a closed loop
   * @param now moment of the monotonic clock
   */
  void begin(int row, int sample, byte probe, long scheduled, long now) {
    if (blocks[row / BLOCK] == null) {
      blocks[row / BLOCK] = newBlock();
    }
    Exchanges block = block(row);
    int i = row % BLOCK;
    block.index()[i] = row;
    block.sample()[i] = sample;
    block.probe()[i] = probe;
    block.scheduled()[i] = scheduled;
    block.picked()[i] = now - origin;
    block.firstWrite()[i] = -1;
    block.lastWrite()[i] = -1;
    block.firstByte()[i] = -1;
    block.firstToken()[i] = -1;
    block.lastByte()[i] = -1;
    block.answer()[i] = -1;
    block.outcome()[i] = (byte) Outcome.CANCELLED.ordinal();
    begun = row + 1;
  }

  /** An exchange ended. */
  void land(Flight flight) {
    Exchanges block = block(flight.exchange);
    int i = flight.exchange % BLOCK;
    block.firstWrite()[i] = relative(flight.firstWrite);
    block.lastWrite()[i] = relative(flight.lastWrite);
    block.firstByte()[i] = relative(flight.firstByte);
    block.lastByte()[i] = relative(flight.lastByte);
    block.status()[i] = flight.status;
    block.bytesOut()[i] = flight.bytesOut;
    block.bytesIn()[i] = flight.bytesIn;
    block.connection()[i] = flight.connection & 0xFFFF;
    block.outcome()[i] = (byte) flight.outcome().ordinal();
  }

  private long relative(long moment) {
    return moment < 0 ? -1 : moment - origin;
  }

  /** An exchange never left. */
  void end(int row, Outcome outcome) {
    block(row).outcome()[row % BLOCK] = (byte) outcome.ordinal();
  }

  /** The body was judged. */
  public void judge(int row, Outcome outcome, int answer) {
    end(row, outcome);
    block(row).answer()[row % BLOCK] = answer;
  }

  /**
   * An answer came in pieces.
   *
   * @param firstToken moment of the monotonic clock, -1 unknown
   * @param tokens -1 where nobody counted
   */
  public void streamed(int row, long firstToken, int tokens, int pieces) {
    Exchanges block = block(row);
    int i = row % BLOCK;
    block.firstToken()[i] = relative(firstToken);
    block.tokens()[i] = tokens;
    block.pieces()[i] = pieces;
  }

  /** From the schedule, or from the issue in a closed loop, to the end of the answer. */
  long latency(int row) {
    return latency(block(row), row % BLOCK);
  }

  static long latency(Exchanges rows, int i) {
    long from = rows.scheduled()[i] >= 0 ? rows.scheduled()[i] : rows.picked()[i];
    return rows.lastByte()[i] - from;
  }
}
