package ki.testbed.showcase;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Observations;
import ki.testbed.protocol.Outcome;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.Scores;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.HarnessFacts;
import ki.testbed.rules.Isolation;
import ki.testbed.rules.Observed;
import ki.testbed.rules.Recording;
import ki.testbed.rules.Results;
import ki.testbed.rules.RunFacts;
import ki.testbed.rules.RunResult;
import ki.testbed.rules.SutFacts;

/** A recorded run with seeded latencies; its result is what the rules make of it. */
public record ExampleRun(Scenario scenario, Exchanges rows, int samples, Optional<Scores> scores) {
  static final Map<String, String> FINGERPRINT =
      Map.of(
          "engine",
          "docker 20.10.24",
          "kernel",
          "6.1.0-18-amd64",
          "cpu",
          "2 x x86-64",
          "runner",
          "0.1.0",
          "cgroup",
          "2");
  static final Sha256 COMMIT = Sha256.of(new byte[] {1});
  private static final Sha256 RAW = Sha256.of(new byte[] {2});
  private static final long SECOND = 1_000_000_000L;

  /**
   * Poisson arrivals, log-normal answers around this median.
   *
   * @param failures how many exchanges fail
   */
  static ExampleRun server(
      Scenario scenario, long medianNs, double spread, int failures, long seed) {
    double rate = scenario.ratePerSecond() == null ? 1 : scenario.ratePerSecond().doubleValue();
    int n = (int) Math.round(rate * scenario.windowNs() / SECOND);
    var random = new SplittableRandom(seed);
    Exchanges rows = Exchanges.ofRows(n);
    for (int i = 0; i < n; i++) {
      long at = (long) (i * SECOND / rate);
      long took = (long) (medianNs * Math.exp(spread * random.nextGaussian()));
      row(rows, i, i % 1382, at, at + 12_000 + random.nextInt(20_000), at + took);
    }
    for (int i = 0; i < failures; i++) {
      rows.outcome()[i * 37] = (byte) Outcome.HTTP_5XX.ordinal();
    }
    return new ExampleRun(scenario, rows, 1382, Optional.empty());
  }

  /** Each sample once, the first so many answered correctly. */
  static ExampleRun accuracy(Scenario scenario, int n, int right) {
    Exchanges rows = Exchanges.ofRows(n);
    int[] sample = new int[n];
    boolean[] correct = new boolean[n];
    for (int i = 0; i < n; i++) {
      row(rows, i, i, -1, i * 2_000_000L, i * 2_000_000L + 1_800_000);
      sample[i] = i;
      correct[i] = i < right;
    }
    return new ExampleRun(scenario, rows, n, Optional.of(new Scores(sample, correct)));
  }

  private static void row(
      Exchanges rows, int i, int sample, long scheduled, long picked, long end) {
    rows.index()[i] = i;
    rows.sample()[i] = sample;
    rows.scheduled()[i] = scheduled;
    rows.picked()[i] = picked;
    rows.lastByte()[i] = end;
    rows.outcome()[i] = (byte) Outcome.OK.ordinal();
  }

  /** What the rules make of it. */
  RunResult result(UUID run, List<Criterion> criteria) {
    var fixed = new Event.ScheduleFixed(rows.rows(), scenario.windowNs(), schedule(), COMMIT);
    var calibrations =
        List.of(
            new Event.Calibration("A", 41_000, 160_000, 9_000, 30_000),
            new Event.Calibration("B", 42_000, 171_000, 9_000, 10_000));
    return Results.of(
        new RunFacts(
            run,
            1,
            scenario,
            Grade.PREVIEW,
            Isolation.EXAMINABLE,
            criteria,
            new Recording(true, Optional.of(fixed), samples, rows, scores, Optional.of(RAW)),
            new HarnessFacts(
                false, calibrations, Optional.of(calm()), FINGERPRINT, Optional.of(FINGERPRINT)),
            new SutFacts(
                value("9.87"), value("194248704"), value("1.412"), value("0"), value("0"), false),
            List.of(),
            COMMIT));
  }

  private static Observed value(String value) {
    return new Observed.Value(Decimal.parse(value), "cgroup-v2");
  }

  private Sha256 schedule() {
    ByteBuffer bytes = ByteBuffer.allocate(rows.rows() * 12).order(ByteOrder.LITTLE_ENDIAN);
    for (long offset : rows.scheduled()) {
      bytes.putLong(offset);
    }
    for (int sample : rows.sample()) {
      bytes.putInt(sample);
    }
    return Sha256.of(bytes.array());
  }

  private static Observations calm() {
    return new Observations(
        30 * SECOND,
        2,
        6 * SECOND,
        2 * SECOND,
        0.001,
        0.4,
        null,
        1,
        300_000,
        300_000,
        100_000,
        900_000,
        1.00001,
        20_000,
        2_000,
        30_000,
        90_000,
        250_000,
        1,
        150_000,
        150_000,
        0,
        1_500,
        0,
        8,
        0,
        0);
  }
}
