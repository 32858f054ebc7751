package ki.testbed.metrics;

import static ki.testbed.metrics.MeterNames.RUNS_FINISHED;
import static ki.testbed.metrics.MeterNames.RUNS_VALIDITY;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import ki.testbed.evaluation.Reason;
import ki.testbed.evaluation.RunEnded;
import ki.testbed.evaluation.RunState;
import ki.testbed.protocol.Grade;
import ki.testbed.rules.Blame;
import ki.testbed.rules.Validity;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Counts what ended in this process; all that can be counted is there from the start, as 0. */
@Component
class EndedCounts {
  private static final String NONE = "NONE";
  private static final List<RunState> UNSUCCESSFUL = List.of(RunState.FAILED, RunState.CANCELLED);

  private final MeterRegistry meters;

  EndedCounts(MeterRegistry meters) {
    this.meters = meters;
    finished(RunState.SUCCEEDED, Optional.empty());
    for (RunState state : UNSUCCESSFUL) {
      for (Reason reason : Reason.values()) {
        finished(state, Optional.of(reason));
      }
    }
    for (Validity validity : Validity.values()) {
      for (Grade grade : Grade.values()) {
        valid(validity, grade);
      }
    }
  }

  /** A run ended. */
  @EventListener
  void count(RunEnded ended) {
    finished(ended.run().state(), ended.run().reason()).increment();
    ended.run().validity().ifPresent(validity -> valid(validity, ended.grade()).increment());
  }

  private Counter finished(RunState state, Optional<Reason> reason) {
    return counter(
        RUNS_FINISHED,
        state.name(),
        reason.map(Reason::name).orElse(NONE),
        reason.map(Reason::blame).map(Blame::name).orElse(NONE));
  }

  private Counter valid(Validity validity, Grade grade) {
    return counter(RUNS_VALIDITY, validity.name(), grade.name());
  }

  private Counter counter(MeterNames meter, String... values) {
    var builder = Counter.builder(meter.series()).description(meter.help());
    for (int i = 0; i < values.length; i++) {
      builder.tag(meter.labels().get(i), values[i]);
    }
    return builder.register(meters);
  }
}
