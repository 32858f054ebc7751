package ki.testbed.runner.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Figure;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Observations;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.DecisionRule;
import ki.testbed.rules.HarnessFacts;
import ki.testbed.rules.Holds;
import ki.testbed.rules.Isolation;
import ki.testbed.rules.Observed;
import ki.testbed.rules.Operator;
import ki.testbed.rules.Recording;
import ki.testbed.rules.Repeats;
import ki.testbed.rules.Results;
import ki.testbed.rules.RuleOutcome;
import ki.testbed.rules.RunFacts;
import ki.testbed.rules.SutFacts;
import ki.testbed.runner.arrival.Schedule;
import ki.testbed.runner.measure.BodySink;
import ki.testbed.runner.measure.GcPauses;
import ki.testbed.runner.measure.HostWatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * 5,000 arrivals a second: which of the rules about the runner itself break, with the bounds of a
 * FORMAL run and a limit of 50 ms. The best of some rounds counts, as others work on the machine.
 */
@Tag("bench")
class SustainedFiguresTests {
  private static final int PER_SECOND = 5_000;
  private static final int SECONDS = 10;
  private static final int ROUNDS = 5;

  /** What a neighbour on the same processors breaks whatever the runner does. */
  private static final Set<String> NEIGHBOURS =
      Set.of("H5.steal", "H5.foreign", "H5.jitter", "H5.cpuset");

  @Test
  void fiveThousandPerSecond() throws Exception {
    List<RuleOutcome> best = List.of();
    int fewest = Integer.MAX_VALUE;
    try (ServerProcess server = ServerProcess.start();
        RunnerLoad load = new RunnerLoad(server.port(), 64)) {
      load.open(RunnerLoad.poisson("warm", PER_SECOND, 4), BodySink.NOTHING);
      for (int round = 0; round < ROUNDS && fewest > 0; round++) {
        List<RuleOutcome> broken = broken(load, "sustained" + round);
        int ours = (int) broken.stream().filter(rule -> !isNeighbours(rule)).count();
        best = ours < fewest ? broken : best;
        fewest = Math.min(fewest, ours);
      }
    }
    for (RuleOutcome rule : best) {
      System.out.println(
          "sustained 5000/s breaks " + rule.id() + ": " + rule.observed() + ", " + rule.bound());
    }
    Figure.report("sustained_5000_per_second_broken_rules", fewest, "rules");
    assertThat(best.stream().filter(rule -> !isNeighbours(rule)).map(RuleOutcome::id)).isEmpty();
  }

  private static boolean isNeighbours(RuleOutcome rule) {
    return NEIGHBOURS.contains(rule.id());
  }

  private static List<RuleOutcome> broken(RunnerLoad load, String purpose) {
    HostWatch watch = new HostWatch(System::nanoTime, InstantSource.system(), GcPauses.listening());
    Schedule schedule = RunnerLoad.poisson(purpose, PER_SECOND, SECONDS);
    watch.start();
    RunnerLoad.Done done = load.open(schedule, BodySink.NOTHING);
    HostWatch.Seen seen = watch.stop();
    long[] lags = done.lags();
    Figure.report("sustained_5000_per_second_lag_p99", Ranks.at(lags, 0.99) / 1e3, "us");
    return Results.of(facts(schedule, done, seen)).rules().stream()
        .filter(rule -> rule.id().startsWith("H") && rule.holds() == Holds.NO)
        .toList();
  }

  private static RunFacts facts(Schedule schedule, RunnerLoad.Done done, HostWatch.Seen seen) {
    long window = SECONDS * 1_000_000_000L;
    Sha256 commit = Sha256.of(new byte[] {1});
    Observed none = new Observed.Missing("SOURCE_LOST");
    return new RunFacts(
        new UUID(1, 2),
        1,
        new Scenario("srv", ScenarioKind.SERVER, BigDecimal.valueOf(PER_SECOND), window),
        Grade.FORMAL,
        Isolation.EXAMINABLE,
        List.of(limit()),
        new Recording(
            true,
            Optional.of(
                new Event.ScheduleFixed(schedule.arrivals(), window, schedule.sha256(), commit)),
            20,
            done.recording().all(),
            Optional.empty(),
            Optional.empty()),
        new HarnessFacts(
            false, List.of(), Optional.of(observed(done, seen)), Map.of(), Optional.of(Map.of())),
        new SutFacts(none, none, none, none, none, false),
        List.of(),
        commit);
  }

  private static Observations observed(RunnerLoad.Done done, HostWatch.Seen seen) {
    return new Observations(
        seen.spanNs(),
        Runtime.getRuntime().availableProcessors(),
        seen.cpuNs(),
        done.lateness().spunNs(),
        seen.ticks().isKnown() ? seen.ticks().stealShare() : null,
        seen.ticks().isKnown() ? seen.ticks().busyShare() : null,
        seen.foreign().orElse(null),
        seen.gc().count(),
        seen.gc().maxNs(),
        seen.gc().totalNs(),
        seen.jitter().p99Ns(),
        seen.jitter().maxNs(),
        (double) seen.spanNs() / seen.wallNs(),
        seen.jitter().clockStepNs(),
        done.lateness().p50Ns(),
        done.lateness().p99Ns(),
        done.lateness().maxNs(),
        0,
        1,
        1,
        1,
        0,
        1,
        0,
        1,
        0,
        0);
  }

  private static Criterion limit() {
    return new Criterion(
        "c",
        "srv",
        "latency_p99@1",
        Operator.AT_MOST,
        Decimal.parse("50"),
        "ms",
        DecisionRule.GUARDED,
        Decimal.parse("0.99"),
        Repeats.ONCE,
        "a reason of twenty characters",
        List.of("VE1.5"),
        true);
  }
}
