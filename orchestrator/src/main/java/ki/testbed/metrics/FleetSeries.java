package ki.testbed.metrics;

import io.prometheus.client.Collector;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ki.testbed.evaluation.RunOverview;
import ki.testbed.evaluation.RunState;
import ki.testbed.queue.Leadership;
import ki.testbed.queue.Node;
import ki.testbed.queue.NodeState;
import ki.testbed.queue.Nodes;
import ki.testbed.queue.Term;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Who leads, which nodes there are, and how long runs have been where they are. */
@Component
class FleetSeries extends Collector implements Collector.Describable {
  private static final Logger LOG = LoggerFactory.getLogger(FleetSeries.class);
  private static final double MILLIS_PER_SECOND = 1000;

  private final RunOverview overview;
  private final Nodes nodes;
  private final Leadership leadership;
  private final InstantSource clock;

  private record Stored(Map<NodeState, Long> nodes, Map<RunState, Instant> oldest) {}

  FleetSeries(RunOverview overview, Nodes nodes, Leadership leadership, InstantSource clock) {
    this.overview = overview;
    this.nodes = nodes;
    this.leadership = leadership;
    this.clock = clock;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    return of(stored());
  }

  @Override
  public List<MetricFamilySamples> describe() {
    return of(Optional.empty());
  }

  private List<MetricFamilySamples> of(Optional<Stored> stored) {
    Family epoch =
        Family.gauge(MeterNames.LEADER_EPOCH, "Epoch in which this process leads, 0 if not")
            .add(leadership.term().map(Term::epoch).orElse(0L));
    Family byState = Family.gauge(MeterNames.NODES, "Nodes by state", "state");
    Family queue = Family.gauge(MeterNames.QUEUE_OLDEST, "How long the oldest waiting run waits");
    Family ages =
        Family.gauge(MeterNames.RUN_STATE_AGE, "How long the oldest run is in its state", "state");
    stored.ifPresent(known -> {
      Arrays.stream(NodeState.values())
          .forEach(state -> byState.add(known.nodes().getOrDefault(state, 0L), state.name()));
      queue.add(age(known.oldest(), RunState.QUEUED));
      Arrays.stream(RunState.values())
          .filter(state -> !state.terminal())
          .forEach(state -> ages.add(age(known.oldest(), state), state.name()));
    });
    return List.of(epoch.samples(), byState.samples(), queue.samples(), ages.samples());
  }

  private double age(Map<RunState, Instant> oldest, RunState state) {
    Instant now = clock.instant();
    Duration age = Duration.between(oldest.getOrDefault(state, now), now);
    return Math.max(0, age.toMillis()) / MILLIS_PER_SECOND;
  }

  private Optional<Stored> stored() {
    try {
      return Optional.of(
          new Stored(
              nodes.all().stream()
                  .collect(Collectors.groupingBy(Node::state, Collectors.counting())),
              overview.oldest()));
    } catch (DataAccessException | TransactionException e) {
      LOG.warn(
          "Nodes and ages are left out of this scrape, as the database does not answer: {}",
          e.getMessage());
      return Optional.empty();
    }
  }
}
