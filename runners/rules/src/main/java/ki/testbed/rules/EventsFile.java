package ki.testbed.rules;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Envelope;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Wire;
import ki.testbed.protocol.WireFormatException;

/** A runner's events as they were kept, read again from the first line to the last. */
public final class EventsFile {
  private final ChunkReader chunks = new ChunkReader();
  private final List<Event.Calibration> calibrations = new ArrayList<>();
  private Optional<Event.ScheduleFixed> schedule = Optional.empty();
  private Optional<Event.ResultComplete> result = Optional.empty();
  private List<Finding> conformance = List.of();
  private long bytes;
  private long seq;
  private boolean agreed;
  private boolean counted;

  private EventsFile() {}

  /**
   * Reads a file of lines.
   *
   * @throws WireFormatException if a line is no event, is out of order, or a chunk does not have
   *     its hash
   */
  public static EventsFile read(Path file) throws IOException {
    EventsFile events = new EventsFile();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        events.take(line);
      }
    }
    return events;
  }

  private void take(String line) {
    Envelope envelope = Wire.readEvent(line);
    if (envelope.seq() != ++seq) {
      throw new WireFormatException("event " + envelope.seq() + " came where " + seq + " is due");
    }
    switch (envelope.event()) {
      case Event.Conformance one -> conformance = one.findings();
      case Event.ScheduleFixed one -> schedule = Optional.of(one);
      case Event.Calibration one -> calibrations.add(one);
      case Event.Chunk chunk -> chunks.take(chunk);
      case Event.ResultComplete one -> {
        result = Optional.of(one);
        agreed = chunks.agrees(one);
      }
      case Event.Finished one -> counted = one.events() == seq - 1 && one.bytes() == bytes;
      case Event.Hello _, Event.PhaseChange _, Event.Progress _, Event.Noticed _ -> {}
    }
    bytes += line.getBytes(StandardCharsets.UTF_8).length + 1L;
  }

  /** Number of exchanges. */
  public int rows() {
    return chunks.exchanges().rows();
  }

  /** The facts of the run: these events, and what was known beside them. */
  public RunFacts facts(RunBasis basis) {
    return new RunFacts(
        basis.run(),
        basis.attempt(),
        basis.scenario(),
        basis.grade(),
        basis.isolation(),
        basis.criteria(),
        new Recording(
            agreed && counted,
            schedule,
            basis.samples(),
            chunks.exchanges(),
            chunks.scores(),
            chunks.pieces(),
            result.map(Event.ResultComplete::sha256)),
        new HarnessFacts(
            basis.disjointCpuSets(),
            calibrations,
            chunks.observations(),
            basis.fingerprint(),
            basis.fingerprintAfter()),
        basis.sut(),
        conformance,
        basis.seedCommit());
  }
}
