package ki.testbed.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ki.testbed.evidence.BlobStore;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Finding;
import ki.testbed.rules.RunResult;
import ki.testbed.sandbox.Fence;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.SandboxBackend;
import ki.testbed.sandbox.SandboxStatus;
import ki.testbed.sandbox.Usage;
import org.springframework.stereotype.Component;

/**
 * Reads a sandbox out: ends both parts, reads all events from the first one on, logs and counters,
 * and makes the result. Can be repeated until the sandbox is removed.
 */
@Component
public class Collector {
  private final HarnessProperties settings;
  private final RunWatches watches;
  private final BlobStore blobs;
  private final ResultMaker results;
  private final Records records;

  Collector(
      HarnessProperties settings,
      RunWatches watches,
      BlobStore blobs,
      ResultMaker results,
      Records records) {
    this.settings = settings;
    this.watches = watches;
    this.blobs = blobs;
    this.results = results;
    this.records = records;
  }

  /**
   * Everything that can still be had; what the engine does not give is left out.
   *
   * @throws IOException if our own disk fails
   */
  public Collected collect(SandboxBackend backend, RunBrief brief, Fence fence)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(blobs.incoming(), "collect-");
    Readout readout = read(new SandboxReading(backend, brief, fence), brief, folder);
    return new Collected(
        records.of(readout),
        results.of(readout).map(result -> measured(result, readout)),
        readout.transcript().isPresent(),
        readout.transcript().flatMap(Transcript::violation),
        readout.transcript().flatMap(Transcript::finished),
        readout.status(),
        findings(readout),
        folder);
  }

  private Collected.Measured measured(RunResult result, Readout readout) {
    Duration length = readout.transcript().map(Transcript::length).orElse(Duration.ZERO);
    return new Collected.Measured(result, records.of(result), length);
  }

  private Readout read(SandboxReading sandbox, RunBrief brief, Path folder)
      throws IOException, InterruptedException {
    sandbox.end(Part.RUNNER, settings.cancelGrace());
    List<Usage> readings = sandbox.readings(watches.find(brief.run(), brief.attempt()));
    sandbox.end(Part.SUT, brief.manifest().service().shutdownGrace());
    Optional<SandboxStatus> status = sandbox.status();
    Optional<Transcript> transcript =
        status.filter(Ends::begun).isPresent()
            ? sandbox.transcript(folder, settings.stdout().toBytes(), settings.readEvents())
            : Optional.empty();
    int most = Math.toIntExact(settings.keptLog().toBytes());
    return new Readout(
        brief,
        status,
        transcript,
        new SutReadings(readings, status.flatMap(Ends::sutStarted)),
        sandbox.facts(),
        sandbox.sutProfile(),
        sandbox.log(Part.SUT, most),
        sandbox.log(Part.RUNNER, most));
  }

  private static List<Finding> findings(Readout readout) {
    return readout
        .transcript()
        .flatMap(Transcript::conformance)
        .map(Event.Conformance::findings)
        .orElse(List.of());
  }
}
