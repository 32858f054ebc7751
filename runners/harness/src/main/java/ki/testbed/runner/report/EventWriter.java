package ki.testbed.runner.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.LongSupplier;
import ki.testbed.protocol.Envelope;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Order;
import ki.testbed.protocol.Wire;

/**
 * Writes events as numbered lines, each bounded, all together bounded; may be called from any
 * thread.
 */
public final class EventWriter {
  /** Kept free for the last event, so that it can always be said how the run ended. */
  private static final long RESERVE = 1024;

  /**
   * Whose events they are.
   *
   * @param mostBytes of all lines together
   */
  public record Stamp(
      UUID run, int attempt, long mostBytes, LongSupplier clock, InstantSource wall) {}

  private final OutputStream out;
  private final Stamp stamp;
  private long seq;
  private long bytes;
  private boolean finished;

  /** A writer to this stream, which nobody else writes to. */
  public EventWriter(OutputStream out, Stamp stamp) {
    this.out = out;
    this.stamp = stamp;
  }

  /**
   * Writes one event.
   *
   * @throws StdoutFull if it does not fit any more; nothing was written then
   */
  public synchronized void write(Event event) {
    byte[] line = line(event);
    if (bytes + line.length > stamp.mostBytes() - RESERVE) {
      throw new StdoutFull();
    }
    put(line);
  }

  /**
   * Writes one event if at least that share of all room, in percent, stays free; for what a run can
   * do without.
   */
  public synchronized void writeIfRoom(Event event, int percentFree) {
    if (!finished && bytes < stamp.mostBytes() / 100 * (100 - percentFree)) {
      put(line(event));
    }
  }

  /** Writes the last event; only the first call counts. */
  public synchronized void finish(Event.End outcome, String reason) {
    if (!finished) {
      put(line(new Event.Finished(outcome, reason.isEmpty() ? null : reason, seq, bytes)));
      finished = true;
    }
  }

  /** Bytes written so far. */
  public synchronized long bytes() {
    return bytes;
  }

  private byte[] line(Event event) {
    Envelope envelope =
        new Envelope(
            Order.VERSION,
            stamp.run(),
            stamp.attempt(),
            seq + 1,
            stamp.clock().getAsLong(),
            stamp.wall().instant(),
            event);
    byte[] line = (Wire.write(envelope) + "\n").getBytes(StandardCharsets.UTF_8);
    if (line.length - 1 > Envelope.MAX_LINE) {
      throw new IllegalStateException(
          "an event of type " + event.type() + " has " + line.length + " bytes");
    }
    return line;
  }

  private void put(byte[] line) {
    if (finished) {
      throw new IllegalStateException("nothing follows the last event");
    }
    try {
      out.write(line);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("nobody reads our events any more", e);
    }
    seq++;
    bytes += line.length;
  }
}
