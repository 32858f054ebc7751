package ki.testbed.metrics;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ki.testbed.evaluation.ObservedRun;
import ki.testbed.evaluation.Run;
import ki.testbed.evaluation.RunOverview;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceReader;
import ki.testbed.evidence.MeasurementRow;
import ki.testbed.evidence.plot.LatencyDistribution;
import ki.testbed.protocol.WireFormatException;
import ki.testbed.rules.Measurement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The runs that have series: those that go on and those that ended a short while ago. What has
 * ended does not change, so it is read once.
 */
@Component
class WatchedRuns {
  /** How long the series of a run stay after its end. */
  static final Duration STAY = Duration.ofMinutes(15);

  /** Most runs with series. */
  static final int MOST = 50;

  private static final Logger LOG = LoggerFactory.getLogger(WatchedRuns.class);

  private final RunOverview overview;
  private final Evidence evidence;
  private final EvidenceReader reader;
  private final InstantSource clock;
  private Map<Key, WatchedRun> ended = Map.of();

  private record Key(String run, int attempt) {}

  WatchedRuns(RunOverview overview, Evidence evidence, EvidenceReader reader, InstantSource clock) {
    this.overview = overview;
    this.evidence = evidence;
    this.reader = reader;
    this.clock = clock;
  }

  /** The runs as they are now. */
  synchronized List<WatchedRun> now() {
    List<ObservedRun> observed = overview.observed(clock.instant().minus(STAY), MOST);
    Map<Key, WatchedRun> kept = new HashMap<>();
    List<WatchedRun> runs =
        observed.stream()
            .map(one -> one.run().state().terminal() ? ended(one, kept) : live(one))
            .toList();
    ended = kept;
    return runs;
  }

  private WatchedRun ended(ObservedRun observed, Map<Key, WatchedRun> kept) {
    Run run = observed.run();
    var key = new Key(run.id().toString(), run.attempt());
    WatchedRun known = ended.get(key);
    WatchedRun watched = known == null ? read(observed) : known;
    kept.put(key, watched);
    return watched;
  }

  private WatchedRun read(ObservedRun observed) {
    Run run = observed.run();
    List<Measurement> measurements =
        evidence.measurements(run.id().value()).stream().map(MeasurementRow::measurement).toList();
    Optional<LatencyDistribution> latencies =
        run.scenario().kind().reportsLatency() ? latencies(run) : Optional.empty();
    return new WatchedRun(observed, measurements, latencies, Optional.empty());
  }

  /** One run whose file is damaged must not cost the series of all others. */
  private Optional<LatencyDistribution> latencies(Run run) {
    try {
      return reader.latencies(evidence.items(run.id().value()), run.scenario().kind().openLoop());
    } catch (UncheckedIOException | WireFormatException e) {
      LOG.warn("Run {} gets no latency histogram, as its raw rows cannot be read", run.id(), e);
      return Optional.empty();
    }
  }

  private WatchedRun live(ObservedRun observed) {
    return new WatchedRun(
        observed, List.of(), Optional.empty(), overview.live(observed.run().id()));
  }
}
