package ki.testbed.evaluation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceKind;
import ki.testbed.harness.Fingerprint;
import ki.testbed.protocol.SeedCommit;
import ki.testbed.queue.Claim;
import ki.testbed.queue.RunQueue;
import ki.testbed.queue.Term;
import ki.testbed.sandbox.NodeProof;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Starts the run whose turn it is: claim, seed and state in one transaction. */
@Component
class Starting {
  private static final int SEED_BYTES = 32;

  private final RunQueue queue;
  private final RunStore runs;
  private final SeedStore seeds;
  private final RunTransitions transitions;
  private final Surroundings surroundings;

  /** What comes from outside. */
  @Component
  record Surroundings(
      TransactionOperations transactions,
      InstantSource clock,
      RandomGenerator random,
      Engine engine,
      Preflight preflight,
      Evidence evidence) {
    /** The proof of its node that the run rests on; its hash is the item's. */
    void keepProof(Run run, int attempt) {
      preflight.proof().ifPresent(proof -> append(run, attempt, proof));
    }

    private void append(Run run, int attempt, NodeProof proof) {
      try {
        evidence.append(
            run.organisation(),
            run.id().value(),
            attempt,
            EvidenceKind.PREFLIGHT,
            "text/tab-separated-values",
            new ByteArrayInputStream(proof.bytes()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Starting(
      RunQueue queue,
      RunStore runs,
      SeedStore seeds,
      RunTransitions transitions,
      Surroundings surroundings) {
    this.queue = queue;
    this.runs = runs;
    this.seeds = seeds;
    this.transitions = transitions;
    this.surroundings = surroundings;
  }

  /** The run that was started, if one may start. */
  Optional<RunId> next(Term term) {
    return Objects.requireNonNull(
        surroundings
            .transactions()
            .execute(_ ->
                queue
                    .nextStart(term.epoch(), surroundings.clock().instant())
                    .map(claim -> start(claim, term.epoch()))));
  }

  private RunId start(Claim claim, long epoch) {
    Run run = runs.find(new RunId(claim.owner())).orElseThrow().run();
    String seed = draw();
    seeds.insert(run, seed, SeedCommit.of(run.id().value(), run.attempt(), seed).hex());
    Map<String, String> environment =
        surroundings.engine().facts().map(Fingerprint::of).orElse(Map.of());
    transitions.provision(run, claim, epoch, environment);
    surroundings.keepProof(run, claim.attempt());
    return run.id();
  }

  private String draw() {
    byte[] seed = new byte[SEED_BYTES];
    surroundings.random().nextBytes(seed);
    return HexFormat.of().formatHex(seed);
  }
}
