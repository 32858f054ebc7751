package ki.testbed.metrics;

import java.util.List;

/**
 * Every series of the service by its name in Prometheus. A dashboard, rule or chart may only use
 * these and the short list of series that libraries bring; a test compares. Labels are closed sets,
 * node ids and our run ids; nothing a submitter chose.
 */
public final class MeterNames {
  /** Whether the database answered when this was scraped: 1 or 0. */
  public static final String DATABASE_UP = "testbed_database_up";

  /** Runs that wait. */
  public static final String QUEUE_LENGTH = "testbed_queue_length";

  /** How long the oldest waiting run has waited, 0 while none waits. */
  public static final String QUEUE_OLDEST = "testbed_queue_oldest_seconds";

  /** How long the oldest run is in its {state}, for states that are not terminal; 0 without one. */
  public static final String RUN_STATE_AGE = "testbed_run_state_age_seconds";

  /** Epoch in which this process leads, 0 if it does not. */
  public static final String LEADER_EPOCH = "testbed_leader_epoch";

  /** Nodes by {state}. */
  public static final String NODES = "testbed_nodes";

  /** Runs by {state}. */
  public static final String RUNS = "testbed_runs";

  /** Runs that ended, by {state, reason, blame}; reason and blame are NONE where there is none. */
  public static final String RUNS_FINISHED = "testbed_runs_finished_total";

  /** Collected runs by {validity, grade}. */
  public static final String RUNS_VALIDITY = "testbed_runs_validity_total";

  /** Open streams of live events on this instance. */
  public static final String SSE_CONNECTIONS = "testbed_sse_connections";

  /** Free bytes of the file system that holds the evidence. */
  public static final String BLOB_FREE_BYTES = "testbed_blob_free_bytes";

  /** What must never be and is, by {invariant}; absent until it was first looked for. */
  public static final String INVARIANT_VIOLATIONS = "testbed_invariant_violations";

  /** Always 1, with what a run is: {run, scenario, grade, validity, backend, node}. */
  public static final String RUN_INFO = "testbed_run_info";

  /** Latencies of all exchanges of a run's window, {run}; failed ones are in +Inf. */
  public static final String RUN_LATENCY = "testbed_run_latency_seconds";

  /**
   * Latency percentiles from the measurement rows, {run, quantile, bound}; bound is value, lower or
   * upper.
   */
  public static final String RUN_LATENCY_QUANTILE = "testbed_run_latency_quantile_seconds";

  /** Quality from the measurement rows, {run, metric, bound}. */
  public static final String RUN_QUALITY = "testbed_run_quality_ratio";

  /** Answered exchanges per second, {run}. */
  public static final String RUN_THROUGHPUT = "testbed_run_throughput_per_second";

  /** Share of failed exchanges, {run}. */
  public static final String RUN_ERRORS = "testbed_run_error_ratio";

  /** Most memory of the container, {run}. */
  public static final String RUN_PEAK_MEMORY = "testbed_run_peak_memory_bytes";

  /** CPU time of the container, {run}. */
  public static final String RUN_CPU = "testbed_run_cpu_seconds";

  /** From the engine's start of the container to a step, {run, step}; step is ready. */
  public static final String RUN_COLD_START = "testbed_run_cold_start_seconds";

  /** Exchanges of a running run, {run, outcome}; outcome is ok or failed. */
  public static final String LIVE_EXCHANGES = "testbed_live_exchanges_total";

  /** Requests sent by a running run, {run, kind}; kind is sent. */
  public static final String LIVE_ARRIVALS = "testbed_live_arrivals_total";

  /** Preliminary latency percentiles of a running run, {run, quantile}. */
  public static final String LIVE_LATENCY = "testbed_live_latency_seconds";

  /** How late requests leave, 99th percentile of a running run, {run}. */
  public static final String LIVE_LAG = "testbed_live_schedule_lag_seconds";

  /** Exchanges in flight of a running run, {run}. */
  public static final String LIVE_INFLIGHT = "testbed_live_inflight";

  /** CPU time of a running run, {run, part}; part is sut or runner. */
  public static final String LIVE_CPU = "testbed_live_cpu_seconds_total";

  /** Time the CPU limit held a running container back, {run, part}. */
  public static final String LIVE_THROTTLED = "testbed_live_throttled_seconds_total";

  /** Working set of a running run, {run, part}. */
  public static final String LIVE_MEMORY = "testbed_live_memory_bytes";

  private MeterNames() {}

  /** All of them. */
  public static List<String> all() {
    return List.of(
        DATABASE_UP,
        QUEUE_LENGTH,
        QUEUE_OLDEST,
        RUN_STATE_AGE,
        LEADER_EPOCH,
        NODES,
        RUNS,
        RUNS_FINISHED,
        RUNS_VALIDITY,
        SSE_CONNECTIONS,
        BLOB_FREE_BYTES,
        INVARIANT_VIOLATIONS,
        RUN_INFO,
        RUN_LATENCY,
        RUN_LATENCY_QUANTILE,
        RUN_QUALITY,
        RUN_THROUGHPUT,
        RUN_ERRORS,
        RUN_PEAK_MEMORY,
        RUN_CPU,
        RUN_COLD_START,
        LIVE_EXCHANGES,
        LIVE_ARRIVALS,
        LIVE_LATENCY,
        LIVE_LAG,
        LIVE_INFLIGHT,
        LIVE_CPU,
        LIVE_THROTTLED,
        LIVE_MEMORY);
  }
}
