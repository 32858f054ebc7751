package ki.testbed.rules;

import java.util.Optional;
import java.util.UUID;
import ki.testbed.protocol.Sha256;

/** Facts of whole runs, for tests in other packages. */
public final class ExampleFacts {
  private ExampleFacts() {}

  /** 50 per second for 30 s, 5 to 6 ms each; p99 is asked for. */
  public static RunFacts server(UUID run, Sha256 raw) {
    return facts(
        ExampleRun.server().asks("latency_p99@1", "<=", "50").asks("error_share@1", "<=", "0.05"),
        run,
        raw);
  }

  /** 1309 of 1361 right; accuracy is asked for. */
  public static RunFacts accuracy(UUID run, Sha256 raw) {
    return facts(
        ExampleRun.accuracy(1361, 1309).asks("accuracy@1", ">=", "0.95", "0.95"), run, raw);
  }

  private static RunFacts facts(ExampleRun example, UUID run, Sha256 raw) {
    RunFacts facts = example.facts();
    Recording seen = facts.recording();
    return new RunFacts(
        run,
        facts.attempt(),
        facts.scenario(),
        facts.grade(),
        facts.isolation(),
        facts.criteria(),
        new Recording(
            seen.complete(),
            seen.schedule(),
            seen.samples(),
            seen.exchanges(),
            seen.scores(),
            Optional.of(raw)),
        facts.harness(),
        facts.sut(),
        facts.conformance(),
        facts.seedCommit());
  }
}
