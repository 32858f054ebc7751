package ki.testbed.harness;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import ki.testbed.harness.EventViolation.Kind;
import ki.testbed.protocol.Envelope;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Wire;
import ki.testbed.protocol.WireFormatException;

/** Checks a runner's lines one by one: schema, sequence, whose they are, order of time, size. */
final class EventCheck {
  private final UUID run;
  private final int attempt;
  private final long mostBytes;
  private long seq;
  private long bytes;
  private long mono = Long.MIN_VALUE;
  private boolean over;

  EventCheck(UUID run, int attempt, long mostBytes) {
    this.run = run;
    this.attempt = attempt;
    this.mostBytes = mostBytes;
  }

  /** Bytes of all lines before the last one, line feeds included. */
  long bytesBefore(String line) {
    return bytes - length(line);
  }

  Envelope next(String line, boolean truncated) throws EventViolation {
    bytes += length(line);
    if (bytes > mostBytes) {
      throw violation(Kind.SIZE, "more than " + mostBytes + " bytes of events");
    }
    if (truncated) {
      throw violation(Kind.SIZE, "an event is cut off");
    }
    if (over) {
      throw violation(Kind.SEQUENCE, "an event follows the last one");
    }
    return placed(read(line));
  }

  private static long length(String line) {
    return line.getBytes(StandardCharsets.UTF_8).length + 1L;
  }

  private Envelope read(String line) throws EventViolation {
    try {
      return Wire.readEvent(line);
    } catch (WireFormatException e) {
      throw violation(Kind.SCHEMA, String.valueOf(e.getMessage()));
    }
  }

  private Envelope placed(Envelope envelope) throws EventViolation {
    if (!envelope.run().equals(run) || envelope.attempt() != attempt) {
      throw violation(Kind.SEQUENCE, "an event is of another run or attempt");
    }
    if (envelope.seq() != seq + 1) {
      throw violation(
          Kind.SEQUENCE, "event " + envelope.seq() + " came where " + (seq + 1) + " is due");
    }
    if (envelope.mono() < mono) {
      throw violation(Kind.RANGE, "the runner's clock runs backwards");
    }
    seq = envelope.seq();
    mono = envelope.mono();
    over = envelope.event() instanceof Event.Finished;
    return envelope;
  }

  EventViolation violation(Kind kind, String message) {
    return new EventViolation(kind, seq + 1, message);
  }
}
