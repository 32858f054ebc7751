package ki.testbed.evaluation;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import ki.testbed.harness.RunWatch;
import ki.testbed.harness.RunWatches;
import ki.testbed.harness.Told;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Once a second tells those who watch what runners have said since. Each event is told once, also
 * after a change of leader; listening to the runner never waits for this.
 */
@Component
class LiveTelling {
  private final RunWatches watches;
  private final RunStore runs;
  private final LiveStore lives;
  private final Telling telling;
  private final InstantSource clock;
  private final Map<UUID, Last> told = new ConcurrentHashMap<>();

  private record Last(int attempt, long seq) {}

  /** How it is told. */
  @Component
  record Telling(RunNews news, Workers workers, TransactionOperations transactions) {}

  LiveTelling(
      RunWatches watches, RunStore runs, LiveStore lives, Telling telling, InstantSource clock) {
    this.watches = watches;
    this.runs = runs;
    this.lives = lives;
    this.telling = telling;
    this.clock = clock;
  }

  /** Tells what is new about all runs that this process follows. */
  @Scheduled(fixedRateString = "${testbed.evaluation.interval:1s}")
  void tell() {
    for (RunWatch watch : watches.all()) {
      telling.workers().submit("live figures of " + watch.brief(), () -> tell(watch));
    }
    told.keySet().removeIf(run -> watches.find(run).isEmpty());
  }

  private void tell(RunWatch watch) {
    UUID id = watch.brief().run();
    int attempt = watch.brief().attempt();
    Last last = told.get(id);
    if (last == null || last.attempt() != attempt) {
      last = new Last(attempt, lives.told(id, attempt));
    }
    List<Told> news = watch.after(last.seq());
    if (!news.isEmpty()) {
      long seq = news.stream().mapToLong(Told::seq).max().orElseThrow();
      telling.transactions().executeWithoutResult(_ -> tell(watch, news, seq));
      told.put(id, new Last(attempt, seq));
    }
  }

  private void tell(RunWatch watch, List<Told> news, long seq) {
    runs.find(new RunId(watch.brief().run()))
        .map(RunRow::run)
        .filter(run -> run.attempt() == watch.brief().attempt())
        .filter(
            run -> lives.advance(run, seq, watch.progress(), watch.lastUsage(), clock.instant()))
        .ifPresent(run -> news.forEach(one -> telling.news().heard(run, one)));
  }
}
