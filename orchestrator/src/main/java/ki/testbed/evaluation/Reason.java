package ki.testbed.evaluation;

import ki.testbed.rules.Blame;

/**
 * Coded why of a state; sentences and next steps in both languages are in the message catalogue
 * under {@code reason.<code>}.
 */
public enum Reason {
  /** The program cannot be started. */
  NOT_STARTABLE(Blame.SUBMISSION),
  /** The engine did not answer. */
  ENGINE_UNREACHABLE(Blame.TESTBED);

  private final Blame blame;

  Reason(Blame blame) {
    this.blame = blame;
  }

  /** Who has to act; only TESTBED is tried again. */
  public Blame blame() {
    return blame;
  }
}
