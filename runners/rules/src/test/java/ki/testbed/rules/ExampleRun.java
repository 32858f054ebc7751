package ki.testbed.rules;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.function.UnaryOperator;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Observations;
import ki.testbed.protocol.Outcome;
import ki.testbed.protocol.ProbeKind;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.protocol.ScenarioOptions;
import ki.testbed.protocol.Scores;
import ki.testbed.protocol.Sha256;

/** Facts of a run in which nothing is wrong, until a test changes something. */
final class ExampleRun {
  static final long MS = 1_000_000;
  static final long SECOND = 1_000 * MS;
  static final Sha256 COMMIT = Sha256.of(new byte[] {1});
  static final Sha256 RAW = Sha256.of(new byte[] {2});
  static final Map<String, String> FINGERPRINT = Map.of("kernel", "6.1", "runner", "abc");

  final Scenario scenario;
  final Exchanges rows;
  int samples = 10;
  Grade grade = Grade.PREVIEW;
  List<Finding> conformance = List.of();
  boolean complete = true;
  boolean disjoint = true;
  List<Criterion> criteria = new ArrayList<>();
  List<Event.Calibration> calibrations =
      List.of(
          new Event.Calibration("A", 50_000, 200_000, 9_000, 30_000),
          new Event.Calibration("B", 52_000, 210_000, 9_000, 10_000));
  Optional<Observations> observations = Optional.of(calm());
  Optional<Map<String, String>> fingerprintAfter = Optional.of(FINGERPRINT);
  Optional<Scores> scores = Optional.empty();
  SutFacts sut =
      new SutFacts(value("12.5"), value("268435456"), value("1.25"), value("0"), value("0"), false);
  UnaryOperator<Event.ScheduleFixed> schedule = UnaryOperator.identity();
  boolean announced = true;

  private ExampleRun(Scenario scenario, int n) {
    this.scenario = scenario;
    this.rows = Exchanges.ofRows(n);
  }

  /**
   * Evenly spaced arrivals, picked 10 us later, answered after the given time from the schedule.
   */
  static ExampleRun server(int perSecond, int seconds, IntToLongFunction latency) {
    return server(perSecond, seconds, false, latency);
  }

  static ExampleRun server(
      int perSecond, int seconds, boolean cachingAllowed, IntToLongFunction latency) {
    var options = new ScenarioOptions(0, List.of(), null, 0, null, cachingAllowed);
    var scenario =
        new Scenario(
            "srv", ScenarioKind.SERVER, BigDecimal.valueOf(perSecond), seconds * SECOND, options);
    var run = new ExampleRun(scenario, perSecond * seconds);
    for (int i = 0; i < run.rows.rows(); i++) {
      long at = i * SECOND / perSecond;
      run.row(i, at, at + 10_000, at + latency.applyAsLong(i));
    }
    return run;
  }

  /** Evenly spaced arrivals of any open loop. */
  static ExampleRun open(Scenario scenario, IntToLongFunction latency) {
    int perSecond = java.util.Objects.requireNonNull(scenario.ratePerSecond()).intValueExact();
    var run = new ExampleRun(scenario, (int) (perSecond * scenario.windowNs() / SECOND));
    for (int i = 0; i < run.rows.rows(); i++) {
      long at = i * SECOND / perSecond;
      run.row(i, at, at + 10_000, at + latency.applyAsLong(i));
    }
    return run;
  }

  /** Groups of k, the slowest of each needing 10 ms, until 30 s are over. */
  static ExampleRun multi(int k) {
    var scenario =
        new Scenario("multi", ScenarioKind.MULTI, null, 30 * SECOND, ScenarioOptions.ofGroup(k));
    var run = new ExampleRun(scenario, 3000 * k);
    for (int i = 0; i < run.rows.rows(); i++) {
      long at = i / k * 10 * MS;
      run.row(i, -1, at, at + 10 * MS - i % k * MS);
    }
    return run;
  }

  /** 1, 2 and 4 in flight for 10 s each, every exchange 10 ms. */
  static ExampleRun levels() {
    var levels = List.of(1, 2, 4);
    var scenario =
        new Scenario(
            "levels",
            ScenarioKind.CONCURRENCY,
            null,
            30 * SECOND,
            ScenarioOptions.ofLevels(levels));
    var run = new ExampleRun(scenario, 1000 + 2000 + 4000);
    int i = 0;
    for (int level = 0; level < levels.size(); level++) {
      int width = levels.get(level);
      for (int n = 0; n < 1000 * width; n++) {
        long at = level * 10 * SECOND + n / width * 10 * MS;
        run.row(i++, -1, at, at + 10 * MS);
      }
    }
    return run;
  }

  /** Each fault twice, each followed by a good request. */
  static ExampleRun faults() {
    List<ProbeKind> kinds =
        java.util.Arrays.stream(ProbeKind.values())
            .filter(kind -> ProbeKind.isFault(kind.code()))
            .toList();
    var run =
        new ExampleRun(new Scenario("faults", ScenarioKind.FAULTS, null, 0), 4 * kinds.size());
    for (int i = 0; i < run.rows.rows(); i++) {
      run.row(i, -1, i * MS, (i + 1) * MS);
      run.rows.sample()[i] = i / 2 % run.samples;
      run.rows.probe()[i] = i % 2 == 0 ? kinds.get(i / 4).code() : 0;
      if (i % 2 == 0) {
        run.fails(i, Outcome.HTTP_4XX);
      }
    }
    return run;
  }

  /** 50 per second for 30 s, 5 to 6 ms each, evenly mixed (multiples of the golden ratio). */
  static ExampleRun server() {
    return server(50, 30, i -> 5 * MS + (i * 0x9E3779B97F4A7C15L >>> 44));
  }

  /** One after the other, 10 ms each, until 30 s are over. */
  static ExampleRun single() {
    var run = new ExampleRun(new Scenario("one", ScenarioKind.SINGLE, null, 30 * SECOND), 3000);
    for (int i = 0; i < run.rows.rows(); i++) {
      run.row(i, -1, i * 10 * MS, (i + 1) * 10 * MS);
    }
    return run;
  }

  /** Each of n samples once, the first so many answered correctly. */
  static ExampleRun accuracy(int n, int right) {
    var run = new ExampleRun(new Scenario("acc", ScenarioKind.ACCURACY, null, 0), n);
    run.samples = n;
    int[] sample = new int[n];
    boolean[] correct = new boolean[n];
    for (int i = 0; i < n; i++) {
      run.row(i, -1, i * MS, (i + 1) * MS);
      sample[i] = i;
      correct[i] = i < right;
    }
    run.scores = Optional.of(new Scores(sample, correct));
    return run;
  }

  /** Samples end the window; which form of a sample is answered right is asked by its row. */
  static ExampleRun closed(ScenarioKind kind, int n, IntPredicate right) {
    int rows = n * kind.forms() * kind.times();
    var run = new ExampleRun(new Scenario("closed", kind, null, 0), rows);
    run.samples = n;
    int[] sample = new int[rows];
    boolean[] correct = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      run.row(i, -1, i * MS, (i + 1) * MS);
      sample[i] = i % (n * kind.forms());
      run.rows.sample()[i] = sample[i];
      run.rows.answer()[i] = i % n;
      correct[i] = right.test(sample[i]);
    }
    run.scores = kind.isScored() ? Optional.of(new Scores(sample, correct)) : Optional.empty();
    return run;
  }

  private void row(int i, long scheduled, long picked, long end) {
    rows.index()[i] = i;
    rows.sample()[i] = i % samples;
    rows.scheduled()[i] = scheduled;
    rows.picked()[i] = picked;
    rows.lastByte()[i] = end;
    rows.outcome()[i] = (byte) Outcome.OK.ordinal();
  }

  ExampleRun fails(int row, Outcome outcome) {
    rows.outcome()[row] = (byte) outcome.ordinal();
    rows.lastByte()[row] = -1;
    return this;
  }

  ExampleRun asks(String metric, String operator, String value) {
    return asks(metric, operator, value, "0.99");
  }

  ExampleRun asks(String metric, String operator, String value, String confidence) {
    criteria.add(criterion(scenario.id(), metric, operator, value, confidence));
    return this;
  }

  static Criterion criterion(
      String scenario, String metric, String operator, String value, String confidence) {
    return new Criterion(
        "c-" + metric,
        scenario,
        metric,
        Operator.parse(operator),
        Decimal.parse(value),
        MetricDefinitions.find(metric).orElseThrow().unit(),
        DecisionRule.GUARDED,
        Decimal.parse(confidence),
        Repeats.ONCE,
        "a reason of twenty characters",
        List.of("VE1.5"),
        true);
  }

  RunFacts facts() {
    var fixed =
        schedule.apply(
            new Event.ScheduleFixed(rows.rows(), scenario.windowNs(), scheduleHash(), COMMIT));
    var recording =
        new Recording(
            complete,
            announced ? Optional.of(fixed) : Optional.empty(),
            samples,
            rows,
            scores,
            Optional.of(RAW));
    return new RunFacts(
        new UUID(1, 2),
        1,
        scenario,
        grade,
        Isolation.EXAMINABLE,
        criteria,
        recording,
        new HarnessFacts(disjoint, calibrations, observations, FINGERPRINT, fingerprintAfter),
        sut,
        conformance,
        COMMIT);
  }

  RunResult result() {
    return Results.of(facts());
  }

  RuleOutcome rule(String id) {
    return result().rules().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  private Sha256 scheduleHash() {
    var bytes = ByteBuffer.allocate(rows.rows() * 12).order(ByteOrder.LITTLE_ENDIAN);
    for (long offset : rows.scheduled()) {
      bytes.putLong(offset);
    }
    for (int sample : rows.sample()) {
      bytes.putInt(sample);
    }
    return Sha256.of(bytes.array());
  }

  static Observed value(String value) {
    return new Observed.Value(Decimal.parse(value), "cgroup-v2");
  }

  /** A runner on a quiet machine. */
  static Observations calm() {
    return new Seen().observations();
  }

  ExampleRun sees(UnaryOperator<Seen> change) {
    observations = Optional.of(change.apply(new Seen()).observations());
    return this;
  }

  /** What a runner sees of itself, as far as a test wants to change it. */
  record Seen(
      long cpuNs,
      double steal,
      long gcPauseNs,
      long jitterNs,
      double clockRatio,
      long clockStepNs,
      long bytesWritten,
      int resets,
      long unchecked,
      double foreign) {
    Seen() {
      this(6 * SECOND, 0.001, 300_000, 900_000, 1.00001, 20_000, 150_000, 0, 0, 0.01);
    }

    Seen cpu(long ns) {
      return new Seen(
          ns,
          steal,
          gcPauseNs,
          jitterNs,
          clockRatio,
          clockStepNs,
          bytesWritten,
          resets,
          unchecked,
          foreign);
    }

    Seen steal(double share) {
      return new Seen(
          cpuNs,
          share,
          gcPauseNs,
          jitterNs,
          clockRatio,
          clockStepNs,
          bytesWritten,
          resets,
          unchecked,
          foreign);
    }

    Seen pauses(long gcNs, long wakeUpNs) {
      return new Seen(
          cpuNs,
          steal,
          gcNs,
          wakeUpNs,
          clockRatio,
          clockStepNs,
          bytesWritten,
          resets,
          unchecked,
          foreign);
    }

    Seen clock(double ratio, long stepNs) {
      return new Seen(
          cpuNs,
          steal,
          gcPauseNs,
          jitterNs,
          ratio,
          stepNs,
          bytesWritten,
          resets,
          unchecked,
          foreign);
    }

    Seen transport(long written, int resetsByUs, long bodiesUnchecked) {
      return new Seen(
          cpuNs,
          steal,
          gcPauseNs,
          jitterNs,
          clockRatio,
          clockStepNs,
          written,
          resetsByUs,
          bodiesUnchecked,
          foreign);
    }

    Seen foreign(double share) {
      return new Seen(
          cpuNs,
          steal,
          gcPauseNs,
          jitterNs,
          clockRatio,
          clockStepNs,
          bytesWritten,
          resets,
          unchecked,
          share);
    }

    /** 30 s on 2 processors, 2 s of it spinning, 150,000 bytes planned, 1,500 bodies. */
    Observations observations() {
      return new Observations(
          30 * SECOND,
          2,
          cpuNs,
          2 * SECOND,
          steal,
          0.4,
          foreign,
          1,
          gcPauseNs,
          gcPauseNs,
          100_000,
          jitterNs,
          clockRatio,
          clockStepNs,
          2_000,
          30_000,
          90_000,
          250_000,
          1,
          150_000,
          bytesWritten,
          resets,
          1_500,
          unchecked,
          8,
          0,
          0);
    }
  }
}
