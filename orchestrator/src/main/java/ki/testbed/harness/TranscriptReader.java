package ki.testbed.harness;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import ki.testbed.harness.EventViolation.Kind;
import ki.testbed.protocol.Envelope;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.WireFormatException;
import ki.testbed.rules.ChunkReader;
import ki.testbed.sandbox.LineSink;
import ki.testbed.sandbox.SandboxUnreachable;

/** Writes a runner's lines to a file and checks them on the way; used for one reading. */
final class TranscriptReader implements LineSink, AutoCloseable {
  private final EventCheck check;
  private final Path folder;
  private final BufferedWriter lines;
  private final ChunkReader chunks = new ChunkReader();
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Told> phases = new ArrayList<>();
  private final List<Event.Calibration> calibrations = new ArrayList<>();
  private Optional<Event.Hello> hello = Optional.empty();
  private Optional<Event.Conformance> conformance = Optional.empty();
  private Optional<Event.ScheduleFixed> schedule = Optional.empty();
  private Optional<Event.ResultComplete> result = Optional.empty();
  private Optional<Event.Finished> finished = Optional.empty();
  private Optional<EventViolation> violation = Optional.empty();
  private boolean agreed;
  private boolean counted;
  private volatile boolean broken = true;

  TranscriptReader(EventCheck check, Path folder) throws IOException {
    this.check = check;
    this.folder = folder;
    this.lines = Files.newBufferedWriter(folder.resolve("events"));
  }

  @Override
  public void line(String line, boolean truncated) {
    try {
      lines.write(line);
      lines.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (violation.isEmpty()) {
      read(line, truncated);
    }
  }

  private void read(String line, boolean truncated) {
    try {
      take(check.next(line, truncated), line);
    } catch (EventViolation e) {
      violation = Optional.of(e);
    } catch (WireFormatException e) {
      violation = Optional.of(check.violation(Kind.HASH, String.valueOf(e.getMessage())));
    }
  }

  private void take(Envelope envelope, String line) {
    switch (envelope.event()) {
      case Event.Hello one -> hello = Optional.of(one);
      case Event.PhaseChange change ->
          phases.add(new Told(envelope.seq(), envelope.wall(), change));
      case Event.Conformance one -> conformance = Optional.of(one);
      case Event.ScheduleFixed one -> schedule = Optional.of(one);
      case Event.Calibration one -> calibrations.add(one);
      case Event.Chunk chunk -> chunks.take(chunk);
      case Event.ResultComplete one -> {
        result = Optional.of(one);
        agreed = chunks.agrees(one);
      }
      case Event.Finished one -> {
        finished = Optional.of(one);
        counted = one.events() == envelope.seq() - 1 && one.bytes() == check.bytesBefore(line);
      }
      case Event.Progress _, Event.Noticed _ -> {}
    }
  }

  @Override
  public void end(boolean brokenOff) {
    broken = brokenOff;
    over.countDown();
  }

  /**
   * Waits for the last line.
   *
   * @throws SandboxUnreachable if it does not come in time
   */
  void await(Duration atMost) throws InterruptedException {
    if (!over.await(atMost.toNanos(), TimeUnit.NANOSECONDS) || broken) {
      throw new SandboxUnreachable("the events of the runner could not be read to the end");
    }
  }

  /** Everything that was read; once. */
  Transcript transcript() throws IOException {
    lines.close();
    return new Transcript(
        folder.resolve("events"),
        violation.isEmpty() && agreed && counted,
        violation,
        hello,
        phases,
        conformance,
        schedule,
        calibrations,
        chunks.exchanges(),
        chunks.scores(),
        chunks.pieces(),
        chunks.observations(),
        result,
        finished);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
