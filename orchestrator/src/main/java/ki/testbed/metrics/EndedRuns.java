package ki.testbed.metrics;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import ki.testbed.evaluation.Run;
import ki.testbed.evaluation.RunId;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceReader;
import ki.testbed.evidence.MeasurementRow;
import ki.testbed.protocol.WireFormatException;
import ki.testbed.rules.Measurement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Figures of ended runs, read once from the rows as they never change. */
@Component
class EndedRuns {
  private static final Logger LOG = LoggerFactory.getLogger(EndedRuns.class);

  private final Evidence evidence;
  private final EvidenceReader reader;
  private final Map<RunId, FinalFigures> read = new ConcurrentHashMap<>();

  EndedRuns(Evidence evidence, EvidenceReader reader) {
    this.evidence = evidence;
    this.reader = reader;
  }

  /** What this run measured. */
  FinalFigures figures(Run run) {
    return read.computeIfAbsent(run.id(), _ -> read(run));
  }

  /** Keeps in memory what these runs measured, and nothing else. */
  void keepOnly(Set<RunId> runs) {
    read.keySet().retainAll(runs);
  }

  private FinalFigures read(Run run) {
    List<Measurement> measurements =
        evidence.measurements(run.id().value()).stream().map(MeasurementRow::measurement).toList();
    return FinalFigures.of(
        measurements, measurements.isEmpty() ? Optional.empty() : latencies(run));
  }

  private Optional<LatencyHistogram> latencies(Run run) {
    try {
      return reader
          .latencies(evidence.items(run.id().value()), run.scenario().kind().openLoop())
          .map(LatencyHistogram::of);
    } catch (UncheckedIOException | WireFormatException e) {
      LOG.warn(
          "Run {} has no latency histogram at the scrape address: its file is not readable",
          run.id(),
          e);
      return Optional.empty();
    }
  }
}
