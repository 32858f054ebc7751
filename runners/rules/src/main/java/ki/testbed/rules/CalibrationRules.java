package ki.testbed.rules;

import static ki.testbed.rules.ValidityReason.CALIBRATION_CAPACITY;
import static ki.testbed.rules.ValidityReason.CALIBRATION_DRIFT;
import static ki.testbed.rules.ValidityReason.CALIBRATION_SLOW;

import java.util.List;
import ki.testbed.protocol.Event;

/**
 * H4: against a server that does nothing the runner is fast, steady, and has room above the tested
 * rate.
 */
final class CalibrationRules {
  private CalibrationRules() {}

  static List<RuleOutcome> check(RunView run) {
    if (!run.calibrated()) {
      return List.of(RuleOutcome.notApplicable("H4", "NO_LATENCY", ""));
    }
    List<Event.Calibration> all = run.facts().harness().calibrations();
    if (all.isEmpty()) {
      return List.of(RuleOutcome.notObserved("H4", "NO_CALIBRATION", ""));
    }
    return List.of(slow(run, all), drift(run, all), capacity(run, all));
  }

  private static RuleOutcome slow(RunView run, List<Event.Calibration> all) {
    long p99 = all.stream().mapToLong(Event.Calibration::p99Ns).max().orElseThrow();
    long bound = run.ofLimit(run.bounds().nullP99OfLimit());
    return RuleOutcome.of(
        "H4.p99",
        p99 >= 0 && p99 <= bound,
        Shown.ms(p99),
        "<= " + Shown.ms(bound),
        CALIBRATION_SLOW);
  }

  private static RuleOutcome drift(RunView run, List<Event.Calibration> all) {
    String bound = "<= " + Shown.number(run.bounds().nullDrift());
    if (all.size() < 2) {
      return RuleOutcome.notObserved("H4.drift", "ONE_CALIBRATION", bound);
    }
    double before = all.getFirst().p50Ns();
    double after = all.getLast().p50Ns();
    double drift = before > 0 ? Math.abs(after - before) / before : Double.POSITIVE_INFINITY;
    return RuleOutcome.of(
        "H4.drift",
        drift <= run.bounds().nullDrift(),
        Shown.number(drift),
        bound,
        CALIBRATION_DRIFT);
  }

  private static RuleOutcome capacity(RunView run, List<Event.Calibration> all) {
    var rate = run.scenario().ratePerSecond();
    if (rate == null) {
      return RuleOutcome.notApplicable("H4.capacity", "NO_RATE", "");
    }
    double attainable =
        all.stream().mapToDouble(Event.Calibration::attainablePerSecond).min().orElseThrow();
    double bound = rate.doubleValue() * run.bounds().capacity();
    return RuleOutcome.of(
        "H4.capacity",
        attainable >= bound,
        Shown.number(attainable) + " 1/s",
        ">= " + Shown.number(bound) + " 1/s",
        CALIBRATION_CAPACITY);
  }
}
