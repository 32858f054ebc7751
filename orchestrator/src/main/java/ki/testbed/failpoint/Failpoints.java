package ki.testbed.failpoint;

import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Passes the failpoints of a change of state. The service has only {@link #none}; whatever makes a
 * fault happen is part of the tests and not of what is delivered, so no setting can switch it on.
 */
public interface Failpoints {
  /** The failpoint of this name is reached; what was armed there happens. */
  void reach(String name);

  /** Nothing ever happens. */
  static Failpoints none() {
    return _ -> {};
  }

  /** Does what changes a state, passing the three failpoints of its edge. */
  default <T> T cross(Edge edge, Supplier<T> effect) {
    reach(edge.at(Moment.BEFORE_EFFECT));
    T result = effect.get();
    reach(edge.at(Moment.AFTER_EFFECT));
    afterCommit(() -> reach(edge.at(Moment.AFTER_COMMIT)));
    return result;
  }

  /** The same where the effect is one thing and its commit another, on a disk and in a row. */
  default void pass(Edge edge, Moment moment) {
    reach(edge.at(moment));
  }

  private static void afterCommit(Runnable work) {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              work.run();
            }
          });
    } else {
      work.run();
    }
  }
}
