package ki.testbed.queue.planner;

/** Why a run waits. */
public enum HoldReason {
  /** Others come first. */
  AHEAD,
  /** Every node that could hold it is in use. */
  CAPACITY,
  /** Nodes that could hold it do not answer. */
  NODE_HEALTH,
  /** Its image is on its way to a node. */
  IMAGE,
  /** An earlier attempt failed; it is tried again soon. */
  RETRY,
  /** No node is large enough any more. */
  UNSATISFIABLE
}
