package ki.testbed.submission;

import java.util.Objects;
import java.util.function.Supplier;
import ki.testbed.failpoint.Edge;
import ki.testbed.failpoint.Failpoints;
import ki.testbed.failpoint.Moment;
import org.springframework.transaction.support.TransactionOperations;

/** Changes of state of uploads and submissions, each of which passes its failpoints. */
record Changes(TransactionOperations transactions, Failpoints failpoints) {
  static Edge upload(UploadState from, UploadState to) {
    return Edge.of("upload", from, to);
  }

  static Edge submission(SubmissionState from, SubmissionState to) {
    return Edge.of("submission", from, to);
  }

  /** All of it, or nothing. */
  <T> T whole(Supplier<T> work) {
    return Objects.requireNonNull(transactions.execute(_ -> work.get()));
  }

  /** A change that is nothing but a row. */
  <T> T cross(Edge edge, Supplier<T> row) {
    return failpoints.cross(edge, row);
  }

  void before(Edge edge) {
    failpoints.pass(edge, Moment.BEFORE_EFFECT);
  }

  void done(Edge edge) {
    failpoints.pass(edge, Moment.AFTER_EFFECT);
  }

  void committed(Edge edge) {
    failpoints.pass(edge, Moment.AFTER_COMMIT);
  }
}
