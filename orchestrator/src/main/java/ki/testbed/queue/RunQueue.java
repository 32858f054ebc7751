package ki.testbed.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import ki.testbed.queue.planner.Candidate;
import ki.testbed.queue.planner.Need;
import ki.testbed.queue.planner.Place;
import ki.testbed.queue.planner.Planned;
import ki.testbed.queue.planner.Planner;
import ki.testbed.queue.planner.PlannerState;
import ki.testbed.queue.planner.PriorityClass;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Runs that wait: who may start now, and why the others may not. */
@Component
public class RunQueue {
  /** Runs a plan looks at; the queue behind them waits its turn. */
  private static final int PLANNED = 500;

  private final QueueStore store;
  private final Claims claims;
  private final Nodes nodes;
  private final Leadership leadership;
  private final QueueProperties settings;

  RunQueue(
      QueueStore store,
      Claims claims,
      Nodes nodes,
      Leadership leadership,
      QueueProperties settings) {
    this.store = store;
    this.claims = claims;
    this.nodes = nodes;
    this.leadership = leadership;
    this.settings = settings;
  }

  /** The largest node that is known, if that one could not hold this either. */
  public Optional<Node> tooSmall(Need need) {
    List<Node> all = nodes.all();
    boolean held = all.isEmpty() || all.stream().anyMatch(node -> holds(node, need));
    return held
        ? Optional.empty()
        : all.stream().max((a, b) -> Long.compare(a.memoryBytes(), b.memoryBytes()));
  }

  private static boolean holds(Node node, Need need) {
    return need.fits(node.cpus() * 1000, node.memoryBytes());
  }

  /**
   * A run begins to wait.
   *
   * @param group runs of one group start in the order they began to wait
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void enqueue(UUID run, UUID group, PriorityClass priority, Need need, Duration limit) {
    store.insert(run, group, priority, need, limit);
  }

  /** A run waits again with its old age, at the earliest from this instant on. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void requeue(UUID run, int attempt, Instant notBefore) {
    store.waitAgain(run, attempt, notBefore);
  }

  /** Nobody else starts or ends these until the caller's transaction is over. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void hold(List<UUID> runs) {
    store.lock(runs);
  }

  /** A run has ended. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void forget(UUID run) {
    store.delete(run);
  }

  /** A node holds the images of this run. */
  public void imageOn(UUID run, String node) {
    store.imageOn(run, node);
  }

  /** No node is known any more to hold the images of this run. */
  public void imageGone(UUID run) {
    store.imageGone(run);
  }

  /** What every waiting run does next. */
  public List<Planned> plan(Instant now) {
    return Planner.plan(new PlannerState(places(), store.waiting(PLANNED)), now);
  }

  private List<Place> places() {
    var claimed = claims.open().stream().map(Claim::node).collect(Collectors.toSet());
    return nodes.all().stream()
        .map(node ->
            new Place(
                node.id(),
                node.cpus() * 1000,
                node.memoryBytes(),
                node.state() == NodeState.READY,
                claimed.contains(node.id())))
        .toList();
  }

  /**
   * The next run that may start, with its claim, in the caller's transaction; the caller moves the
   * run in the same transaction.
   *
   * @throws NotLeader if the epoch is over
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Claim> nextStart(long epoch, Instant now) {
    leadership.confirm(epoch);
    return plan(now).stream()
        .filter(Planned.Start.class::isInstance)
        .map(Planned.Start.class::cast)
        .findFirst()
        .map(start -> claim(start, epoch, now));
  }

  private Claim claim(Planned.Start start, long epoch, Instant now) {
    Candidate run = start.run();
    Duration limit = store.start(run.run(), run.attempt());
    Instant hardEnd = now.plus(limit).plus(settings.grace()).plus(settings.pad());
    return claims.allocate(start, now, hardEnd, epoch);
  }

  /** What the plan says about one waiting run. */
  public Optional<Planned> place(UUID run, Instant now) {
    return plan(now).stream().filter(planned -> planned.run().run().equals(run)).findFirst();
  }

  /** How many runs wait. */
  public long length() {
    return store.length();
  }
}
