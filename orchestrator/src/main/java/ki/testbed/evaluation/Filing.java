package ki.testbed.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import ki.testbed.evidence.Evidence;
import ki.testbed.harness.Collected;
import ki.testbed.harness.Kept;
import ki.testbed.protocol.Grade;
import ki.testbed.rules.Blame;
import ki.testbed.rules.RunResult;
import ki.testbed.rules.Validity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Stores what a run left and its next state: both, or neither. */
@Component
class Filing {
  private final RunStore runs;
  private final RunTransitions transitions;
  private final Evidence evidence;
  private final RetryRule retries;
  private final TransactionOperations transactions;

  Filing(
      RunStore runs,
      RunTransitions transitions,
      Evidence evidence,
      RetryRule retries,
      TransactionOperations transactions) {
    this.runs = runs;
    this.transitions = transitions;
    this.evidence = evidence;
    this.retries = retries;
    this.transactions = transactions;
  }

  /** A run with a result. */
  void measured(Case run, Collected collected) throws IOException {
    RunResult result = collected.measured().orElseThrow().result();
    file(
        run,
        collected,
        collected.measured(),
        () -> {
          Optional<Duration> wait = again(run, result.validity());
          wait.ifPresentOrElse(
              time -> transitions.measureAgain(run.run(), time, disturbed(result)),
              () -> transitions.succeed(run.run(), result.validity()));
        });
  }

  /** Previews are not measured again for their validity: it would come out the same. */
  private Optional<Duration> again(Case run, Validity validity) {
    boolean worthIt = validity == Validity.INVALID_HARNESS && run.brief().grade() == Grade.FORMAL;
    return worthIt ? retries.next(Blame.TESTBED, run.run().attempt()) : Optional.empty();
  }

  private static Detail disturbed(RunResult result) {
    return Detail.of("validity", result.validity().name())
        .with("rules", String.join(", ", result.reasons().stream().map(Enum::name).toList()));
  }

  /** A run that ends for a reason, with what it left. */
  void ended(Case run, Why why, Collected collected) throws IOException {
    file(
        run,
        collected,
        Optional.empty(),
        () -> transitions.end(run.run(), why, run.fence().epoch()));
  }

  /** A run that ends for a reason and left nothing. */
  void ended(Case run, Why why) {
    transactions.executeWithoutResult(_ -> transitions.end(run.run(), why, run.fence().epoch()));
  }

  /** A run that ends on request; what it measured until then is marked as partial. */
  void cut(Case run, Collected collected) throws IOException {
    file(
        run,
        collected,
        collected.measured(),
        () -> transitions.cancelled(run.run(), collected.measured().map(Filing::cutAt)));
  }

  private static Detail cutAt(Collected.Measured measured) {
    return Detail.of("measured", Words.of(measured.length()));
  }

  /** A run that ends on request and left nothing. */
  void cut(Case run) {
    transactions.executeWithoutResult(_ -> transitions.cancelled(run.run(), Optional.empty()));
  }

  private void file(
      Case run, Collected collected, Optional<Collected.Measured> measured, Runnable transition)
      throws IOException {
    try {
      transactions.executeWithoutResult(_ -> {
        collected.kept().forEach(kept -> append(run, kept));
        measured.ifPresent(one -> append(run, one));
        if (!collected.conformance().isEmpty()) {
          runs.findings(run.run().id(), collected.conformance());
        }
        transition.run();
      });
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void append(Case run, Collected.Measured measured) {
    append(run, measured.file());
    evidence.append(
        run.run().organisation(),
        run.brief().run(),
        run.run().attempt(),
        measured.result().measurements());
  }

  private void append(Case run, Kept kept) {
    try (InputStream bytes = kept.bytes().open()) {
      evidence.append(
          run.run().organisation(),
          run.brief().run(),
          run.run().attempt(),
          kept.kind(),
          kept.mediaType(),
          bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
