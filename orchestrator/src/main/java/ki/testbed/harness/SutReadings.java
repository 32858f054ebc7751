package ki.testbed.harness;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Phase;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.Observed;
import ki.testbed.rules.SutFacts;
import ki.testbed.sandbox.Usage;

/**
 * From readings of counters to facts about the SUT.
 *
 * @param readings in the order of time, the last one right before the SUT was stopped
 * @param started when the engine started it
 */
record SutReadings(List<Usage> readings, Optional<Instant> started) {
  private static final Observed NO_READING = new Observed.Missing("SOURCE_LOST");
  private static final int NANO_DIGITS = 9;

  SutReadings {
    readings = List.copyOf(readings);
  }

  SutFacts facts(Transcript transcript) {
    return new SutFacts(
        seconds(last(Usage::cpuNanos)),
        last(Usage::memoryPeakBytes),
        coldStart(transcript),
        throttledShare(transcript),
        last(Usage::oomKills),
        false);
  }

  private Observed last(Function<Usage, Usage.Counter> counter) {
    return readings.isEmpty() ? NO_READING : observed(readings.getLast(), counter);
  }

  private static Observed observed(Usage usage, Function<Usage, Usage.Counter> counter) {
    return switch (counter.apply(usage)) {
      case Usage.Counter.Value(long value) -> new Observed.Value(Decimal.of(value), usage.method());
      case Usage.Counter.Absent(String why) -> new Observed.Missing(why);
    };
  }

  private static Observed seconds(Observed nanos) {
    return switch (nanos) {
      case Observed.Value(Decimal value, String method) ->
          new Observed.Value(
              Decimal.of(value.finite().orElseThrow().movePointLeft(NANO_DIGITS)), method);
      case Observed.Missing missing -> missing;
    };
  }

  private Observed coldStart(Transcript transcript) {
    Optional<Instant> ready = transcript.when(Phase.READY, Event.Edge.END);
    if (started.isEmpty() || ready.isEmpty()) {
      return NO_READING;
    }
    Duration taken = Duration.between(started.get(), ready.get());
    return taken.isNegative()
        ? new Observed.Missing("CLOCKS_DISAGREE")
        : new Observed.Value(
            Decimal.of(BigDecimal.valueOf(taken.toNanos(), NANO_DIGITS)), "wall-clock/1");
  }

  /** Throttled time between the readings around the window, as a share of the time between them. */
  private Observed throttledShare(Transcript transcript) {
    Optional<Usage> before = transcript.when(Phase.WINDOW, Event.Edge.BEGIN).flatMap(this::before);
    Optional<Usage> after = transcript.when(Phase.WINDOW, Event.Edge.END).flatMap(this::after);
    if (before.isEmpty() || after.isEmpty()) {
      return new Observed.Missing("TOO_SHORT");
    }
    return share(before.get(), after.get());
  }

  private static Observed share(Usage before, Usage after) {
    Observed from = observed(before, Usage::throttledNanos);
    Observed to = observed(after, Usage::throttledNanos);
    if (!(from instanceof Observed.Value first) || !(to instanceof Observed.Value second)) {
      return from instanceof Observed.Missing ? from : to;
    }
    long between = Duration.between(before.at(), after.at()).toNanos();
    return between <= 0
        ? new Observed.Missing("TOO_SHORT")
        : new Observed.Value(ratio(second.value().minus(first.value()), between), first.method());
  }

  private static Decimal ratio(Optional<Decimal> nanos, long between) {
    BigDecimal share =
        nanos
            .flatMap(Decimal::finite)
            .orElseThrow()
            .divide(BigDecimal.valueOf(between), new MathContext(9, RoundingMode.HALF_UP));
    return Decimal.of(share);
  }

  private Optional<Usage> before(Instant edge) {
    return readings.stream().filter(one -> !one.at().isAfter(edge)).reduce((_, later) -> later);
  }

  private Optional<Usage> after(Instant edge) {
    return readings.stream().filter(one -> !one.at().isBefore(edge)).findFirst();
  }
}
