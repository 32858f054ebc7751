package ki.testbed.protocol;

/** Parts of a run inside the runner, in the order of time. */
public enum Phase {
  /** Waiting for the SUT to be live and ready. */
  READY,
  /** Checking that the SUT speaks its protocol. */
  CONFORMANCE,
  /** No load, as baseline for energy. */
  IDLE,
  /** The runner against its own null server, before. */
  CALIBRATION_A,
  /** The scenario's own traffic, not counted. */
  WARMUP,
  /** What is measured. */
  WINDOW,
  /** No new arrivals, every exchange gets its outcome. */
  DRAIN,
  /** Repeats of earlier samples. */
  REPEATS,
  /** The runner against its own null server, after. */
  CALIBRATION_B,
  /** Answers are compared with the truth. */
  SCORING,
  /** Raw samples go out. */
  REPORT
}
