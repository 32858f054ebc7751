package ki.testbed.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import ki.testbed.TestDatabase;
import ki.testbed.invariant.Invariants;
import ki.testbed.protocol.Figure;
import ki.testbed.queue.Claims;
import ki.testbed.rules.Blame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Real services on a real engine measure real containers while a seeded hand kills, pauses, wedges
 * and cuts; afterwards nothing acknowledged is lost, nothing is there twice and nothing is left.
 */
@Tag("chaos")
class ChaosTests {
  private static final long SECONDS = Long.getLong("chaos.seconds", 300);
  private static final long SEED = Long.getLong("chaos.seed", System.nanoTime() >>> 8);
  private static final int WANTED = 300;

  /** Rule of three: nothing in n tries means less than 3/n at 95 %. */
  private static final double RULE_OF_THREE = 3;

  private final Random random = new Random(SEED);
  private ChaosStage stage;

  @BeforeEach
  void open() throws Exception {
    System.out.println("SEED=" + SEED + " SECONDS=" + SECONDS);
    stage = new ChaosStage(TestDatabase.temporaryFolder("chaos"));
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @Test
  void nothingIsLostNothingIsThereTwiceNothingIsLeft() throws Exception {
    var load = new ChaosLoad(stage, random);
    var hand = new ChaosHand(stage, load, random);
    long from = System.nanoTime();
    long end = from + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < end) {
      load.keepUp();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1000 + random.nextInt(4000)));
      load.keepUp();
      hand.strike();
    }
    ChaosStage.awaitCalm("all runs have ended", () -> load.unended().isEmpty());
    ChaosStage.awaitCalm(
        "no claim is open", () -> stage.desk().part(Claims.class).open().isEmpty());
    report(load, hand, (System.nanoTime() - from) / 1e9);
  }

  private void report(ChaosLoad load, ChaosHand hand, double seconds) throws Exception {
    List<Run> runs = load.runs();
    List<String> left = stage.leftOnTheEngine();
    int n = Math.max(1, runs.size());
    long falseFailures = runs.stream().filter(ChaosTests::isBlamedOnTheSubmission).count();
    System.out.println("blows: " + hand.struck());
    System.out.println("failpoints at which a service died: " + hand.halted());
    Figure.report("chaos_seed", SEED, "seed");
    Figure.report("chaos_seconds", seconds, "seconds");
    Figure.report("chaos_runs", runs.size(), "runs");
    Figure.report("chaos_seconds_for_" + WANTED + "_runs", WANTED * seconds / n, "seconds");
    Figure.report(
        "chaos_blows", hand.struck().values().stream().mapToInt(one -> one).sum(), "blows");
    Figure.report("chaos_kills", hand.kills(), "kills");
    Figure.report("chaos_attempts", runs.stream().mapToInt(Run::attempt).sum(), "attempts");
    Figure.report("chaos_failpoints_reached", hand.reached().size(), "failpoints");
    Figure.report("chaos_lost", load.lost(), "evaluations");
    Figure.report("chaos_duplicates", duplicates(), "results");
    Figure.report("chaos_orphans", left.size(), "remains");
    Figure.report("chaos_bound95", RULE_OF_THREE / n, "of_runs");
    Figure.report("chaos_false_failures", falseFailures, "runs");
    hand.recoveries().forEach(ChaosTests::report);
    stage.desk().part(Invariants.class).look(); // bytes of blobs and sandboxes of the engine too
    assertThat(stage.world().database().violations()).isEmpty();
    assertThat(load.lost()).isZero();
    assertThat(duplicates()).isZero();
    assertThat(left).isEmpty();
    assertThat(hand.kills()).isPositive();
    assertThat(runs).filteredOn(run -> !endedWell(run)).isEmpty();
  }

  private static void report(String part, List<Double> times) {
    String prefix = part.equals("service") ? "recovery" : "recovery_" + part;
    Figure.report(prefix + "_p50_seconds", quantile(times, 0.5), "seconds");
    Figure.report(prefix + "_p99_seconds", quantile(times, 0.99), "seconds");
  }

  private static boolean isBlamedOnTheSubmission(Run run) {
    return run.state() == RunState.FAILED
        && run.reason().filter(reason -> reason.blame() == Blame.SUBMISSION).isPresent();
  }

  private static boolean endedWell(Run run) {
    return run.state() == RunState.SUCCEEDED || run.state() == RunState.CANCELLED;
  }

  private long duplicates() {
    return stage.count(
        """
        select (select count(*) from (select run_id from run_history where state in ('SUCCEEDED', 'FAILED', 'CANCELLED')
                group by run_id having count(*) > 1) twice)
             + (select count(*) from (select run_id from evidence_item where kind = 'RESULT'
                group by run_id, attempt having count(*) > 1) twice)
        """);
  }

  private static double quantile(List<Double> sorted, double q) {
    return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(q * sorted.size()) - 1));
  }
}
