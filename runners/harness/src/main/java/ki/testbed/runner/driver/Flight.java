package ki.testbed.runner.driver;

import ki.testbed.protocol.Outcome;

/**
 * One exchange on its way, and how it ended. There is one per connection and it is used again, as
 * the measured path allocates nothing: who is told of its landing copies what is needed before
 * starting anything. Times are of the monotonic clock, -1 absent.
 */
public final class Flight {
  /** Row of the exchange in its recording. */
  public int exchange;

  /** The request's id, upper half. */
  public long idHigh;

  /** The request's id, lower half. */
  public long idLow;

  /** When the first byte was handed to the kernel. */
  public long firstWrite;

  /** When the last byte was. */
  public long lastWrite;

  /** When the first byte of the answer was read. */
  public long firstByte;

  /** When the answer was complete, or failed. */
  public long lastByte;

  /** Bytes handed to the kernel. */
  public int bytesOut;

  /** Bytes of the answer, head included. */
  public int bytesIn;

  /** HTTP status, 0 without one. */
  public int status;

  /** Counts the connections from 1. */
  public int connection;

  /** Whether the connection could have carried another exchange. */
  public boolean persistent;

  /** What was wrong. */
  public Fault fault = Fault.NONE;

  /** The answer's body; empty unless it is complete. */
  public byte[] body = NOTHING;

  /** When which part of the body had arrived, where it is a stream. */
  public Marks marks = Marks.NONE;

  static final byte[] NOTHING = {};

  void begin(int row, long high, long low) {
    exchange = row;
    idHigh = high;
    idLow = low;
    firstWrite = -1;
    lastWrite = -1;
    firstByte = -1;
    lastByte = -1;
    bytesOut = 0;
    bytesIn = 0;
    status = 0;
    persistent = false;
    fault = Fault.NONE;
    body = NOTHING;
    marks = Marks.NONE;
  }

  /** How it ended as far as HTTP tells; what the body is worth is judged later. */
  public Outcome outcome() {
    if (fault != Fault.NONE) {
      return fault.outcome();
    }
    return switch (status / 100) {
      case 2 -> status == 200 ? Outcome.OK : Outcome.SCHEMA;
      case 3 -> Outcome.HTTP_3XX;
      case 4 -> Outcome.HTTP_4XX;
      default -> Outcome.HTTP_5XX;
    };
  }
}
