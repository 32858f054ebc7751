package ki.testbed.metrics;

import static ki.testbed.metrics.MeterNames.BLOB_FREE;
import static ki.testbed.metrics.MeterNames.BLOB_SIZE;
import static ki.testbed.metrics.MeterNames.LEADER_EPOCH;
import static ki.testbed.metrics.MeterNames.NODES;
import static ki.testbed.metrics.MeterNames.QUEUE_LENGTH;
import static ki.testbed.metrics.MeterNames.QUEUE_OLDEST;
import static ki.testbed.metrics.MeterNames.RUNS;
import static ki.testbed.metrics.MeterNames.RUN_STATE_AGE;

import io.prometheus.client.Collector;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ki.testbed.evaluation.RunOverview;
import ki.testbed.evaluation.RunState;
import ki.testbed.evidence.BlobStore;
import ki.testbed.queue.Leadership;
import ki.testbed.queue.Node;
import ki.testbed.queue.NodeState;
import ki.testbed.queue.Nodes;
import ki.testbed.queue.RunQueue;
import ki.testbed.queue.Term;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Series of the service as a whole, made of what is stored at each scrape. */
@Component
class ServiceSeries extends Collector implements Collector.Describable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceSeries.class);
  private static final Set<MeterNames> METERS =
      EnumSet.of(
          QUEUE_LENGTH,
          QUEUE_OLDEST,
          RUNS,
          RUN_STATE_AGE,
          LEADER_EPOCH,
          NODES,
          BLOB_FREE,
          BLOB_SIZE);
  private static final double MILLIS = 1000;

  private final RunOverview overview;
  private final Fleet fleet;
  private final BlobStore blobs;
  private final InstantSource clock;

  /** What is there to run on, and who decides. */
  @Component
  record Fleet(RunQueue queue, Nodes nodes, Leadership leadership) {}

  ServiceSeries(RunOverview overview, Fleet fleet, BlobStore blobs, InstantSource clock) {
    this.overview = overview;
    this.fleet = fleet;
    this.blobs = blobs;
    this.clock = clock;
  }

  @Override
  public List<MetricFamilySamples> describe() {
    return new Families(METERS).all();
  }

  @Override
  public List<MetricFamilySamples> collect() {
    var families = new Families(METERS);
    families.add(LEADER_EPOCH, fleet.leadership().term().map(Term::epoch).orElse(0L));
    disk(families);
    try {
      runs(families);
      nodes(families);
    } catch (DataAccessException e) {
      LOG.warn(
          "Series of queue and nodes are missing until the database answers: {}", e.getMessage());
    }
    return families.all();
  }

  private void runs(Families families) {
    Map<RunState, Instant> oldest = overview.oldest();
    families.add(QUEUE_LENGTH, fleet.queue().length());
    families.add(QUEUE_OLDEST, age(oldest, RunState.QUEUED));
    overview.counts().forEach((state, runs) -> families.add(RUNS, runs, state.name()));
    Arrays.stream(RunState.values())
        .filter(state -> !state.terminal())
        .forEach(state -> families.add(RUN_STATE_AGE, age(oldest, state), state.name()));
  }

  private double age(Map<RunState, Instant> oldest, RunState state) {
    Optional<Instant> since = Optional.ofNullable(oldest.get(state));
    return since
        .map(instant -> Math.max(0, Duration.between(instant, clock.instant()).toMillis() / MILLIS))
        .orElse(0.0);
  }

  private void nodes(Families families) {
    Map<NodeState, Long> nodes =
        fleet.nodes().all().stream()
            .collect(Collectors.groupingBy(Node::state, Collectors.counting()));
    for (NodeState state : NodeState.values()) {
      families.add(NODES, nodes.getOrDefault(state, 0L), state.name());
    }
  }

  private void disk(Families families) {
    try {
      families.add(BLOB_FREE, blobs.freeBytes());
      families.add(BLOB_SIZE, Files.getFileStore(blobs.incoming()).getTotalSpace());
    } catch (IOException e) {
      LOG.warn("Series of free space are missing until it can be read: {}", e.getMessage());
    }
  }
}
