package ki.testbed.queue.planner;

/** First key of the order in the queue; constants from first to last. */
public enum PriorityClass {
  /** Ordered by operators. */
  URGENT,
  /** Counts for a label. */
  LABEL,
  /** Counts. */
  NORMAL,
  /** Trials, which give way. */
  EXPLORE
}
