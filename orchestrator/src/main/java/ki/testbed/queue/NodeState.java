package ki.testbed.queue;

/** Whether a node takes new runs. */
public enum NodeState {
  /** It answers and takes runs. */
  READY,
  /** An operator lets nothing new in. */
  CORDONED,
  /** Something is wrong with it, or it has yet to prove that nothing is; nothing new goes in. */
  SUSPECT,
  /** It does not answer. */
  DOWN
}
