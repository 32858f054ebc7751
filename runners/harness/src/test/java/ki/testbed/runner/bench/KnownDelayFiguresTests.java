package ki.testbed.runner.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import ki.testbed.protocol.Figure;
import ki.testbed.runner.measure.BodySink;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the runner adds to a latency that is known: the server's own stamps are the truth. */
@Tag("bench")
class KnownDelayFiguresTests {
  private static final int ROUNDS = 8;
  private static final double PER_SECOND = 250;
  private static final double SECONDS = 6;
  private static final double MOST_NS = 1e6;

  @ParameterizedTest
  @CsvSource({
    "1ms, 1000000 1",
    "5ms, 5000000 1",
    "20ms, 20000000 1",
    "bimodal, 2000000 0.9 30000000 0.1"
  })
  void runnerMinusTruth(String name, String delays) throws Exception {
    try (ServerProcess server = ServerProcess.start(delays.split(" "));
        RunnerLoad load = new RunnerLoad(server.port(), 64)) {
      load.open(RunnerLoad.poisson("warm", 1000, 4), BodySink.NOTHING);
      int disturbed = 0;
      Round round = Round.of(load, name);
      while (!round.undisturbed() && ++disturbed < ROUNDS) {
        round = Round.of(load, name + disturbed);
      }
      Figure.report("known_delay_" + name + "_disturbed_rounds", disturbed, "rounds");
      assertThat(round.held()).hasSameSizeAs(round.seen());
      assertThat(round.undisturbed())
          .as("a round in which the runner was not disturbed; without one nothing is shown")
          .isTrue();
      round.report(name, "p50", 0.50);
      round.report(name, "p99", 0.99);
    }
  }

  /**
   * One round.
   *
   * @param undisturbed what the runner says of itself: the lag of its arrivals keeps rule H1
   */
  private record Round(long[] seen, long[] held, boolean undisturbed) {
    static Round of(RunnerLoad load, String purpose) {
      Truth truth = new Truth();
      var done = load.open(RunnerLoad.poisson(purpose, PER_SECOND, SECONDS), truth::offer);
      long[] lags = done.lags();
      boolean keeps = Ranks.at(lags, 0.5) <= 50_000 && Ranks.at(lags, 0.999) <= MOST_NS;
      return new Round(done.latencies(), truth.ascending(), keeps);
    }

    void report(String name, String which, double p) {
      double more = Ranks.at(seen, p) - Ranks.at(held, p);
      Figure.report("known_delay_" + name + "_" + which + "_minus_truth", more / 1e3, "us");
      assertThat(more).isPositive();
      assertThat((double) more).isLessThan(Math.max(MOST_NS, Ranks.at(held, p) / 100.0));
    }
  }

  /** Takes from each answer how long the server held it. */
  private static final class Truth {
    private static final byte[] MARK = "\"data\":[\"".getBytes(StandardCharsets.US_ASCII);
    private final long[] held = new long[10_000];
    private int n;

    boolean offer(Object recording, int row, long idHigh, long idLow, byte[] body, Object marks) {
      String text = new String(body, StandardCharsets.US_ASCII);
      int at = text.indexOf(new String(MARK, StandardCharsets.US_ASCII)) + MARK.length;
      held[n++] = Long.parseLong(text.substring(at, text.indexOf('"', at)));
      return true;
    }

    long[] ascending() {
      long[] all = Arrays.copyOf(held, n);
      Arrays.sort(all);
      return all;
    }
  }
}
