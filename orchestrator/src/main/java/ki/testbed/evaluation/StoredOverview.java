package ki.testbed.evaluation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ki.testbed.harness.RunWatch;
import ki.testbed.harness.RunWatches;
import ki.testbed.queue.Node;
import ki.testbed.queue.Nodes;
import org.springframework.stereotype.Component;

/** Runs of everybody, as they are stored; live figures as this process hears them. */
@Component
record StoredOverview(
    RunStore runs, Nodes nodes, RunWatches watches, LiveStore lives, InstantSource clock)
    implements RunOverview {

  @Override
  public Map<RunState, Long> counts() {
    return runs.counts();
  }

  @Override
  public Map<RunState, Instant> oldest() {
    return runs.oldest();
  }

  @Override
  public List<ObservedRun> observed(Instant endedSince, int limit) {
    Map<String, String> backends =
        nodes.all().stream().collect(Collectors.toMap(Node::id, Node::backend));
    return runs.observed(endedSince, limit).stream()
        .map(row ->
            new ObservedRun(
                row.run(),
                row.grade(),
                row.node(),
                row.node().map(node -> backends.getOrDefault(node, "unknown"))))
        .toList();
  }

  @Override
  public Optional<LiveFigures> live(RunId id) {
    return watches.find(id.value()).flatMap(watch -> heard(id, watch)).or(() -> lives.find(id));
  }

  private Optional<LiveFigures> heard(RunId id, RunWatch watch) {
    return watch
        .progress()
        .map(progress -> new LiveFigures(id, progress, watch.lastUsage(), clock.instant()));
  }
}
