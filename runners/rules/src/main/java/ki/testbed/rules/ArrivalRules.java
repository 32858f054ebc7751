package ki.testbed.rules;

import static ki.testbed.rules.ValidityReason.ARRIVALS_DISTORTED;
import static ki.testbed.rules.ValidityReason.OVERLOAD;

import java.util.List;
import java.util.function.IntToLongFunction;
import ki.testbed.protocol.Outcome;

/** H2, H3: what the schedule planned was sent, and in its rhythm. */
final class ArrivalRules {
  private static final long INTERVAL = 100_000_000;
  private static final double SLACK = 0.05;
  private static final int SLACK_COUNT = 3;

  private ArrivalRules() {}

  static List<RuleOutcome> check(RunView run) {
    if (!run.openLoop()) {
      return List.of(
          RuleOutcome.notApplicable("H2", "NO_SCHEDULE", ""),
          RuleOutcome.notApplicable("H3", "NO_SCHEDULE", ""));
    }
    long dropped = run.timing().count(Outcome.DROPPED);
    return List.of(
        RuleOutcome.of("H2", dropped == 0, Long.toString(dropped), "<= 0", OVERLOAD),
        run.facts()
            .recording()
            .schedule()
            .map(schedule -> total(schedule.arrivals(), run.timing().rows() - dropped))
            .orElseGet(() -> RuleOutcome.notObserved("H3.total", "NO_SCHEDULE_EVENT", "")),
        intervals(run));
  }

  private static RuleOutcome total(long planned, long sent) {
    boolean holds = Math.abs(sent - planned) * ValidityBounds.ONE_MISSING_IN <= planned;
    return RuleOutcome.of(
        "H3.total",
        holds,
        sent + " of " + planned,
        "within 1 in " + ValidityBounds.ONE_MISSING_IN,
        ARRIVALS_DISTORTED);
  }

  private static RuleOutcome intervals(RunView run) {
    Timing timing = run.timing();
    long[] planned = count(run, timing::scheduled);
    long[] sent = count(run, i -> timing.outcome(i) == Outcome.DROPPED ? -1 : timing.picked(i));
    double good = 0;
    for (int i = 0; i < planned.length; i++) {
      good += Math.abs(sent[i] - planned[i]) <= Math.max(SLACK_COUNT, planned[i] * SLACK) ? 1 : 0;
    }
    double share = planned.length == 0 ? 1 : good / planned.length;
    String bound = ">= " + Shown.number(ValidityBounds.INTERVALS_AS_PLANNED);
    return RuleOutcome.of(
        "H3.intervals",
        share >= ValidityBounds.INTERVALS_AS_PLANNED,
        Shown.number(share),
        bound,
        ARRIVALS_DISTORTED);
  }

  /** Moments per interval of 100 ms; those outside the window count nowhere. */
  private static long[] count(RunView run, IntToLongFunction moment) {
    long window = run.scenario().windowNs();
    long[] counts = new long[(int) ((window + INTERVAL - 1) / INTERVAL)];
    for (int i = 0; i < run.timing().rows(); i++) {
      long at = moment.applyAsLong(i);
      if (at >= 0 && at < window) {
        counts[(int) (at / INTERVAL)]++;
      }
    }
    return counts;
  }
}
