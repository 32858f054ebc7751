package ki.testbed.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Finding;
import ki.testbed.rules.RunResult;
import ki.testbed.sandbox.SandboxStatus;

/**
 * What was read out of a sandbox. Files lie in a folder of their own until this is closed.
 *
 * @param kept evidence beside the result
 * @param measured present if there are measured data and they are the protocol's
 * @param eventsRead whether the engine gave all events it has
 * @param violation why the events cannot be believed
 * @param finished the runner's last word
 * @param status both ends, as the engine tells them
 * @param conformance findings about the SUT's protocol
 */
public record Collected(
    List<Kept> kept,
    Optional<Measured> measured,
    boolean eventsRead,
    Optional<EventViolation> violation,
    Optional<Event.Finished> finished,
    Optional<SandboxStatus> status,
    List<Finding> conformance,
    Path folder)
    implements AutoCloseable {

  /**
   * What was measured.
   *
   * @param length from the start of the window to the last departure
   */
  public record Measured(RunResult result, Kept file, Duration length) {}

  public Collected {
    kept = List.copyOf(kept);
    conformance = List.copyOf(conformance);
  }

  @Override
  public void close() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
