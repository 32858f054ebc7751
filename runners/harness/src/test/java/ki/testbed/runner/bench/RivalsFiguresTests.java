package ki.testbed.runner.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import ki.testbed.protocol.Figure;
import ki.testbed.runner.arrival.Schedule;
import ki.testbed.runner.measure.BodySink;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The runner and what else could be used, by turns against one null server at 1000/s, so that a
 * busy machine disturbs all of them.
 */
@Tag("bench")
class RivalsFiguresTests {
  private static final int ROUNDS = 4;
  private static final double PER_SECOND = 1000;
  private static final double SECONDS = 3;
  private static final String BODY =
      "{\"inputs\":[{\"name\":\"t\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"x\"]}],\"id\":\"0123456789abcdef0123456789abcdef\"}";

  private long[] runner = {};
  private long[] runnerLateness = {};
  private long[] jdk = {};
  private long[] pool = {};
  private long[] poolLateness = {};

  @Test
  void at1000PerSecond() throws Exception {
    try (ServerProcess server = ServerProcess.start();
        RunnerLoad load = new RunnerLoad(server.port(), 64);
        PoolClient threads = new PoolClient(server.port(), BODY)) {
      JdkClient client = new JdkClient(server.port(), BODY);
      for (int round = -1; round < ROUNDS; round++) {
        Schedule schedule = RunnerLoad.poisson("round" + round, PER_SECOND, SECONDS);
        take(round, schedule.offsets(), load.open(schedule, BodySink.NOTHING), client, threads);
      }
    }
    report();
  }

  /** The first round only makes the code hot. */
  private void take(
      int round, long[] offsets, RunnerLoad.Done done, JdkClient client, PoolClient threads)
      throws InterruptedException {
    long[] byJdk = client.run(offsets);
    PoolClient.Seen byPool = threads.run(offsets);
    if (round >= 0) {
      runner = joined(runner, done.latencies());
      runnerLateness = joined(runnerLateness, new long[] {done.lateness().p50Ns()});
      jdk = joined(jdk, byJdk);
      pool = joined(pool, byPool.latencies());
      poolLateness = joined(poolLateness, byPool.lateness());
    }
  }

  private static long[] joined(long[] some, long[] more) {
    long[] all = LongStream.concat(Arrays.stream(some), Arrays.stream(more)).toArray();
    Arrays.sort(all);
    return all;
  }

  private void report() {
    double ours = us("runner_1000_per_second_p50", runner, 0.5);
    us("runner_1000_per_second_p99", runner, 0.99);
    double theirs = us("jdk_client_1000_per_second_p50", jdk, 0.5);
    double threads = us("scheduled_pool_1000_per_second_p50", pool, 0.5);
    double late = us("runner_lateness_p50", runnerLateness, 0.5);
    double poolLate = us("scheduled_pool_lateness_p50", poolLateness, 0.5);
    Figure.report("runner_p50_of_jdk_client", ours / theirs, "ratio");
    Figure.report("runner_p50_of_scheduled_pool", ours / threads, "ratio");
    Figure.report("runner_lateness_of_scheduled_pool", late / poolLate, "ratio");
    assertThat(ours / theirs).isLessThanOrEqualTo(0.4);
    assertThat(ours / threads).isLessThan(1);
    assertThat(late / poolLate).isLessThanOrEqualTo(0.2);
  }

  private static double us(String name, long[] ascending, double p) {
    double value = Ranks.at(ascending, p) / 1e3;
    Figure.report(name, value, "us");
    return value;
  }
}
