package ki.testbed.cli;

/** How a command ended; scripts rely on the numbers. */
enum ExitCode {
  /** What was asked for is done. */
  DONE(0),
  /** With {@code --gate}: a criterion is not met. */
  NOT_MET(1),
  /** The command line or the request makes no sense. */
  USAGE(2),
  /** Findings of severity ERROR. */
  FINDINGS(3),
  /** There is no such thing, or not for this caller. */
  NOT_FOUND(4),
  /** The state of things does not allow it. */
  CONFLICT(5),
  /** A run failed, and the submission is to blame. */
  BLAME_SUBMISSION(6),
  /** A run failed for another reason, or the testbed cannot be reached. */
  BLAME_TESTBED(7),
  /** With {@code --gate}: undecided, or the measurement is worth nothing. */
  INCONCLUSIVE(8),
  /** No token, or one that is not accepted. */
  NOT_LOGGED_IN(10),
  /** Ended by the person in front of it. */
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
