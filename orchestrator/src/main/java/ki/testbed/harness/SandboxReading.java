package ki.testbed.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import ki.testbed.sandbox.BackendFacts;
import ki.testbed.sandbox.Fence;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.SandboxBackend;
import ki.testbed.sandbox.SandboxRefused;
import ki.testbed.sandbox.SandboxStatus;
import ki.testbed.sandbox.SandboxUnreachable;
import ki.testbed.sandbox.Usage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one sandbox once; what its engine does not give stays empty. */
final class SandboxReading {
  private static final Logger LOG = LoggerFactory.getLogger(SandboxReading.class);

  private final SandboxBackend backend;
  private final RunBrief brief;
  private final Fence fence;

  SandboxReading(SandboxBackend backend, RunBrief brief, Fence fence) {
    this.backend = backend;
    this.brief = brief;
    this.fence = fence;
  }

  void end(Part part, Duration grace) {
    ask(() -> {
      backend.stop(brief.handle(), part, grace, fence);
      return part;
    });
  }

  Optional<SandboxStatus> status() {
    return ask(() -> backend.status(brief.handle()));
  }

  Optional<BackendFacts> facts() {
    return ask(backend::facts);
  }

  /** What the engine says the SUT's container is. */
  Optional<Map<String, String>> sutProfile() {
    return ask(() -> backend.profile(brief.handle(), Part.SUT));
  }

  /** What was read before and, as the last one, what the counters say now. */
  List<Usage> readings(Optional<RunWatch> watch) {
    var readings = new ArrayList<>(watch.map(one -> one.usage().readings()).orElse(List.of()));
    ask(() -> backend.usage(brief.handle(), Part.SUT)).ifPresent(readings::add);
    return readings;
  }

  Optional<byte[]> log(Part part, int most) {
    return ask(() -> LogTail.read(backend, brief.handle(), part, most));
  }

  Optional<Transcript> transcript(Path folder, long mostBytes, Duration atMost)
      throws IOException, InterruptedException {
    var check = new EventCheck(brief.run(), brief.attempt(), mostBytes);
    try (var reader = new TranscriptReader(check, folder);
        var _ = backend.events(brief.handle(), reader)) {
      reader.await(atMost);
      return Optional.of(reader.transcript());
    } catch (SandboxUnreachable | SandboxRefused e) {
      LOG.warn("{}: events were not read: {}", brief, e.getMessage());
      return Optional.empty();
    }
  }

  private <T> Optional<T> ask(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (SandboxUnreachable | SandboxRefused e) {
      LOG.info("{}: a part of it was not read: {}", brief, e.getMessage());
      return Optional.empty();
    }
  }
}
