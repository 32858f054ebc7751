package ki.testbed.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Observations;
import ki.testbed.protocol.Order;
import ki.testbed.protocol.SeedCommit;
import ki.testbed.protocol.Wire;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.EventsFile;
import ki.testbed.rules.HarnessFacts;
import ki.testbed.rules.Isolation;
import ki.testbed.rules.Observed;
import ki.testbed.rules.Results;
import ki.testbed.rules.RunBasis;
import ki.testbed.rules.RunFacts;
import ki.testbed.rules.RunResult;
import ki.testbed.rules.SutFacts;

/** A run's events made into a result, as the orchestrator does. */
final class Judged {
  private Judged() {}

  static RunBasis basis(Order order, List<Criterion> criteria, int samples) {
    Observed absent = new Observed.Missing("SOURCE_LOST");
    return new RunBasis(
        order.run(),
        order.attempt(),
        order.scenario(),
        order.grade(),
        Isolation.EXAMINABLE,
        criteria,
        samples,
        false,
        Map.of("kernel", "x"),
        Optional.of(Map.of("kernel", "x")),
        new SutFacts(
            new Observed.Value(Decimal.parse("1.25"), "cgroup-v2"),
            absent,
            absent,
            absent,
            absent,
            false),
        SeedCommit.of(order.run(), order.attempt(), order.seed()));
  }

  static Path keep(Said said, Path file) throws Exception {
    return Files.writeString(
        file,
        said.events().stream()
            .map(event -> Wire.write(event) + "\n")
            .collect(Collectors.joining()));
  }

  /**
   * A run's result as a quiet machine would have given it: the server's answers as they came, but
   * what the runner saw of itself, and when it took arrivals up, from a runner that nobody
   * disturbed. For tests of what is said about servers; disturbed runners have their own.
   */
  static RunResult undisturbed(
      Said said, Order order, List<Criterion> criteria, int samples, Path file) throws Exception {
    RunFacts seen = EventsFile.read(keep(said, file)).facts(basis(order, criteria, samples));
    Exchanges rows = seen.recording().exchanges();
    for (int i = 0; i < rows.rows(); i++) {
      rows.picked()[i] = Math.min(rows.picked()[i], rows.scheduled()[i] + 10_000);
    }
    HarnessFacts calm =
        new HarnessFacts(
            false,
            List.of(
                new Event.Calibration("A", 50_000, 200_000, 9_000, 30_000),
                new Event.Calibration("B", 52_000, 210_000, 9_000, 10_000)),
            Optional.of(CALM),
            seen.harness().fingerprint(),
            seen.harness().fingerprintAfter());
    return Results.of(
        new RunFacts(
            seen.run(),
            seen.attempt(),
            seen.scenario(),
            seen.grade(),
            seen.isolation(),
            seen.criteria(),
            seen.recording(),
            calm,
            seen.sut(),
            seen.conformance(),
            seen.seedCommit()));
  }

  private static final Observations CALM =
      new Observations(
          2 * Orders.SECOND,
          2,
          Orders.SECOND / 10,
          0,
          0.001,
          0.4,
          null,
          0,
          0,
          0,
          100_000,
          900_000,
          1.0,
          20_000,
          2_000,
          30_000,
          90_000,
          250_000,
          1,
          1_000,
          1_000,
          0,
          100,
          0,
          8,
          0,
          0);
}
