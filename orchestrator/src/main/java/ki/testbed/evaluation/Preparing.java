package ki.testbed.evaluation;

import java.util.Optional;
import ki.testbed.queue.RunQueue;
import ki.testbed.queue.Term;
import ki.testbed.sandbox.Fence;
import ki.testbed.sandbox.ImageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Brings the images of a run to a node before its turn comes, so that the claim does not pay for
 * it.
 */
@Component
class Preparing {
  private final RunStore runs;
  private final RunQueue queue;
  private final SutImages sutImages;
  private final Images images;
  private final Ends ends;

  /** How a run ends whose image will not come. */
  @Component
  record Ends(RunTransitions transitions, TransactionOperations transactions) {
    void end(Run run, Why why, long epoch) {
      transactions.executeWithoutResult(_ -> transitions.end(run, why, epoch));
    }
  }

  Preparing(RunStore runs, RunQueue queue, SutImages sutImages, Images images, Ends ends) {
    this.runs = runs;
    this.queue = queue;
    this.sutImages = sutImages;
    this.images = images;
    this.ends = ends;
  }

  void prepare(RunId id, String node, Term term, Runnable stirred) {
    runs.find(id)
        .filter(row -> row.run().state() == RunState.QUEUED)
        .ifPresent(row -> prepare(row, node, term));
    stirred.run();
  }

  private void prepare(RunRow row, String node, Term term) {
    ImageSource sut =
        SutImages.derived(sutImages.submitted(row.run().organisation(), row.submission()));
    Optional<Why> refused = images.load(sut, new Fence(term.epoch(), term::sinceRenewal));
    refused.ifPresentOrElse(
        why -> ends.end(row.run(), why, term.epoch()), () -> queue.imageOn(row.id().value(), node));
  }
}
