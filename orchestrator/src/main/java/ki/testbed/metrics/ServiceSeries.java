package ki.testbed.metrics;

import io.prometheus.client.Collector;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ki.testbed.evaluation.RunOverview;
import ki.testbed.evaluation.RunState;
import ki.testbed.evidence.BlobStore;
import ki.testbed.notification.LiveStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Series of the whole service. */
@Component
class ServiceSeries extends Collector implements Collector.Describable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceSeries.class);

  private final RunOverview overview;
  private final LiveStreams streams;
  private final BlobStore blobs;
  private final FinishedRuns finished;

  ServiceSeries(RunOverview overview, LiveStreams streams, BlobStore blobs, FinishedRuns finished) {
    this.overview = overview;
    this.streams = streams;
    this.blobs = blobs;
    this.finished = finished;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    return of(counts(), free());
  }

  @Override
  public List<MetricFamilySamples> describe() {
    return of(Optional.empty(), Optional.empty());
  }

  private List<MetricFamilySamples> of(Optional<Map<RunState, Long>> counts, Optional<Long> free) {
    Family up =
        Family.gauge(MeterNames.DATABASE_UP, "Whether the database answered this scrape")
            .add(counts.isPresent() ? 1 : 0);
    Family queue = Family.gauge(MeterNames.QUEUE_LENGTH, "Runs that wait");
    Family runs = Family.gauge(MeterNames.RUNS, "Runs by state", "state");
    counts.ifPresent(all -> {
      queue.add(all.getOrDefault(RunState.QUEUED, 0L));
      all.forEach((state, count) -> runs.add(count, state.name()));
    });
    Family room = Family.gauge(MeterNames.BLOB_FREE_BYTES, "Free bytes where evidence is kept");
    free.ifPresent(room::add);
    Family open =
        Family.gauge(MeterNames.SSE_CONNECTIONS, "Open streams of live events").add(streams.open());
    return List.of(
        up.samples(),
        queue.samples(),
        runs.samples(),
        room.samples(),
        open.samples(),
        finished.byReason(),
        finished.byValidity());
  }

  private Optional<Map<RunState, Long>> counts() {
    try {
      return Optional.of(overview.counts());
    } catch (DataAccessException | TransactionException e) {
      LOG.warn(
          "Counts of runs are left out of this scrape, as the database does not answer: {}",
          e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Long> free() {
    try {
      return Optional.of(blobs.freeBytes());
    } catch (IOException e) {
      LOG.warn(
          "The free room is left out of this scrape, as the file system does not answer: {}",
          e.getMessage());
      return Optional.empty();
    }
  }
}
