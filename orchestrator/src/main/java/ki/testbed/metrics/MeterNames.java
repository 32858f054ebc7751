package ki.testbed.metrics;

import io.prometheus.client.Collector.Type;
import java.util.List;

/**
 * Every series this service has beside those of JVM and HTTP. Labels are closed sets and our own
 * ids, never a submitter's text; {@code run} only while the run has series of its own.
 */
enum MeterNames {
  /** From the raw exchanges of a finished run; failures are in +Inf. */
  RUN_LATENCY("run_latency_seconds", Type.HISTOGRAM, "Latency of all exchanges of a run", "run"),
  /** From the measurement row. */
  RUN_LATENCY_QUANTILE(
      "run_latency_quantile_seconds",
      Type.GAUGE,
      "Measured latency percentile of a run with its one-sided bounds",
      "run",
      "quantile",
      "bound"),
  /** From the measurement row. */
  RUN_QUALITY(
      "run_quality_ratio",
      Type.GAUGE,
      "Measured quality of a run with its one-sided bounds",
      "run",
      "metric",
      "bound"),
  /** From the measurement row. */
  RUN_THROUGHPUT(
      "run_throughput_per_second", Type.GAUGE, "Good answers of a run per second", "run"),
  /** From the measurement row. */
  RUN_ERRORS("run_error_ratio", Type.GAUGE, "Failed share of a run's exchanges", "run"),
  /** From the measurement row. */
  RUN_PEAK_MEMORY("run_peak_memory_bytes", Type.GAUGE, "Most memory the SUT held at once", "run"),
  /** From the measurement row. */
  RUN_CPU("run_cpu_seconds", Type.GAUGE, "CPU time the SUT used", "run"),
  /** From the measurement row. */
  RUN_COLD_START(
      "run_cold_start_seconds", Type.GAUGE, "Time from start until a step is done", "run", "step"),
  /** Always 1. */
  RUN_DESCRIPTION(
      "run_info",
      Type.GAUGE,
      "What a run is, in its labels; always 1",
      "run",
      "scenario",
      "grade",
      "validity",
      "backend",
      "node"),
  /** Preliminary. */
  LIVE_EXCHANGES(
      "live_exchanges_total", Type.COUNTER, "Exchanges ended so far in a phase", "run", "outcome"),
  /** Preliminary. */
  LIVE_LATENCY(
      "live_latency_seconds",
      Type.GAUGE,
      "Preliminary latency percentile of a running run",
      "run",
      "quantile"),
  /** Preliminary. */
  LIVE_INFLIGHT("live_inflight", Type.GAUGE, "Exchanges without an end yet", "run"),
  /** Preliminary. */
  LIVE_MEMORY("live_memory_bytes", Type.GAUGE, "Working set of a part of a sandbox", "run", "part"),
  /** Preliminary. */
  LIVE_CPU(
      "live_cpu_seconds_total",
      Type.COUNTER,
      "CPU time used by a part of a sandbox",
      "run",
      "part"),
  /** Runs that wait for their start. */
  QUEUE_LENGTH("queue_length", Type.GAUGE, "Runs that wait for their start"),
  /** 0 while nothing waits. */
  QUEUE_OLDEST("queue_oldest_seconds", Type.GAUGE, "How long the oldest waiting run has waited"),
  /** Every state is there. */
  RUNS("runs", Type.GAUGE, "Runs by state", "state"),
  /** Of states that are not terminal; 0 while nothing is in the state. */
  RUN_STATE_AGE(
      "run_state_age_seconds", Type.GAUGE, "How long the oldest run is in its state", "state"),
  /** Counted by the process that ended the run, since its start. */
  RUNS_FINISHED(
      "runs_finished_total",
      Type.COUNTER,
      "Runs that ended, by reason and who has to act",
      "state",
      "reason",
      "blame"),
  /** Counted by the process that ended the run, since its start. */
  RUNS_VALIDITY(
      "runs_validity_total",
      Type.COUNTER,
      "Runs that ended with a measurement, by its validity",
      "validity",
      "grade"),
  /** 0 where this process does not lead. */
  LEADER_EPOCH("leader_epoch", Type.GAUGE, "Epoch in which this process leads, 0 if it does not"),
  /** Every state is there. */
  NODES("nodes", Type.GAUGE, "Nodes by state", "state"),
  /** Of the file system that holds the evidence. */
  BLOB_FREE("blob_free_bytes", Type.GAUGE, "Free bytes where evidence is kept"),
  /** Of the file system that holds the evidence. */
  BLOB_SIZE("blob_size_bytes", Type.GAUGE, "Size of the file system where evidence is kept");

  private final String series;
  private final Type type;
  private final String help;
  private final List<String> labels;

  MeterNames(String series, Type type, String help, String... labels) {
    this.series = "testbed_" + series;
    this.type = type;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** Name of its series; those of a histogram have an ending more. */
  String series() {
    return series;
  }

  /** What kind of meter it is. */
  Type type() {
    return type;
  }

  /** What it says, in one sentence. */
  String help() {
    return help;
  }

  /** Names of its labels. */
  List<String> labels() {
    return labels;
  }
}
