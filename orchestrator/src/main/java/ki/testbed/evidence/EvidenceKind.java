package ki.testbed.evidence;

/** What an evidence item holds. */
public enum EvidenceKind {
  /** The order's first line as the runner got it, seed left out. */
  ORDER,
  /** All lines of the runner's stdout as NDJSON. */
  EVENTS,
  /**
   * Raw samples, one row per exchange: the columns of {@code protocol.Exchanges}, whole, one after
   * the other.
   */
  EXCHANGES,
  /**
   * Correct or wrong per sample: the columns of {@code protocol.Scores}, whole, one after the
   * other.
   */
  OUTCOMES,
  /** result.json, made by rules. */
  RESULT,
  /** What runner and engine saw of the sandbox: interfaces, reachability, profile. */
  SANDBOX_PROBE,
  /** What the node proved of the profile before the run started on it, and its deviations: none. */
  PREFLIGHT,
  /** The SUT's stdout and stderr, bounded. */
  SUT_LOG,
  /** The runner's stderr and the engine's messages, bounded. */
  PLATFORM_LOG,
  /** SUT counters over time. */
  RESOURCES,
  /** The revealed seed. */
  SEED
}
