package ki.testbed.metrics;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import ki.testbed.evaluation.Reason;
import ki.testbed.evaluation.Run;
import ki.testbed.evaluation.RunEnded;
import ki.testbed.evaluation.RunState;
import ki.testbed.protocol.Grade;
import ki.testbed.rules.Validity;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Counts runs that ended while this process led; every possible series starts at 0. */
@Component
class FinishedRuns {
  private static final String NONE = "NONE";

  private final Map<List<String>, LongAdder> byReason = new ConcurrentHashMap<>();
  private final Map<List<String>, LongAdder> byValidity = new ConcurrentHashMap<>();

  FinishedRuns() {
    byReason.put(List.of(RunState.SUCCEEDED.name(), NONE, NONE), new LongAdder());
    for (Reason reason : Reason.values()) {
      byReason.put(
          List.of(endOf(reason).name(), reason.name(), reason.blame().name()), new LongAdder());
    }
    for (Validity validity : Validity.values()) {
      for (Grade grade : Grade.values()) {
        byValidity.put(List.of(validity.name(), grade.name()), new LongAdder());
      }
    }
  }

  private static RunState endOf(Reason reason) {
    boolean cancelled =
        reason.name().startsWith("CANCELLED_") || reason == Reason.SUBMISSION_WITHDRAWN;
    return cancelled ? RunState.CANCELLED : RunState.FAILED;
  }

  @EventListener
  void ended(RunEnded event) {
    Run run = event.run();
    String reason = run.reason().map(Enum::name).orElse(NONE);
    String blame = run.reason().map(one -> one.blame().name()).orElse(NONE);
    count(byReason, List.of(run.state().name(), reason, blame));
    run.validity()
        .ifPresent(validity -> count(byValidity, List.of(validity.name(), event.grade().name())));
  }

  private static void count(Map<List<String>, LongAdder> counts, List<String> labels) {
    counts.computeIfAbsent(labels, _ -> new LongAdder()).increment();
  }

  MetricFamilySamples byReason() {
    return samples(
        Family.counter(MeterNames.RUNS_FINISHED, "Runs that ended", "state", "reason", "blame"),
        byReason);
  }

  MetricFamilySamples byValidity() {
    return samples(
        Family.counter(MeterNames.RUNS_VALIDITY, "Collected runs", "validity", "grade"),
        byValidity);
  }

  private static MetricFamilySamples samples(Family family, Map<List<String>, LongAdder> counts) {
    counts.forEach((labels, count) -> family.add(count.sum(), labels.toArray(String[]::new)));
    return family.samples();
  }
}
