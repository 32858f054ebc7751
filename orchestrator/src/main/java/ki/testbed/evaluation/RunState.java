package ki.testbed.evaluation;

/** Where a run is; the constants say who holds what. */
public enum RunState {
  /** Waits for a claim; nothing is held. */
  QUEUED,
  /** Device claimed, sandbox is being made, no load yet. */
  PROVISIONING,
  /** Load is offered; the claim is held. */
  RUNNING,
  /** No new load; open exchanges end. */
  DRAINING,
  /** The sandbox is read out, then removed; the claim is held until it is gone. */
  COLLECTING,
  /** Measured and collected; nothing is held. */
  SUCCEEDED,
  /** Ended with a reason; nothing is held. */
  FAILED,
  /** Ended on request; nothing is held. */
  CANCELLED;

  /** Whether nothing follows. */
  public boolean terminal() {
    return switch (this) {
      case SUCCEEDED, FAILED, CANCELLED -> true;
      case QUEUED, PROVISIONING, RUNNING, DRAINING, COLLECTING -> false;
    };
  }
}
