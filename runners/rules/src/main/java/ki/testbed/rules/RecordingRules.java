package ki.testbed.rules;

import static ki.testbed.rules.ValidityReason.EVENTS_INCOMPLETE;
import static ki.testbed.rules.ValidityReason.EXCHANGE_UNACCOUNTED;

import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Event;

/** H10, E2: the recording is whole, and is the one that was announced. */
final class RecordingRules {
  private RecordingRules() {}

  static List<RuleOutcome> check(RunView run) {
    boolean complete = run.facts().recording().complete();
    return List.of(
        RuleOutcome.of(
            "H10.events",
            complete,
            complete ? "COMPLETE" : "INCOMPLETE",
            "COMPLETE",
            EVENTS_INCOMPLETE),
        commit(run),
        schedule(run),
        RuleOutcome.notApplicable("H10.recomputed", "MADE_FROM_RAW", ""),
        accounted(run));
  }

  private static RuleOutcome commit(RunView run) {
    String bound = run.facts().seedCommit().hex();
    return announced(run)
        .map(schedule -> schedule.commit().hex())
        .map(commit ->
            RuleOutcome.of("H10.commit", commit.equals(bound), commit, bound, EVENTS_INCOMPLETE))
        .orElseGet(() -> RuleOutcome.notObserved("H10.commit", "NO_SCHEDULE_EVENT", bound));
  }

  /**
   * In an open loop the raw rows are the schedule, so its announced hash binds them; a closed loop
   * uses a part of it only.
   */
  private static RuleOutcome schedule(RunView run) {
    if (!run.openLoop()) {
      return RuleOutcome.notApplicable("H10.schedule", "NO_SCHEDULE", "");
    }
    return announced(run)
        .map(schedule -> schedule.sha256().hex())
        .map(hash -> ofRows(run.timing(), hash))
        .orElseGet(() -> RuleOutcome.notObserved("H10.schedule", "NO_SCHEDULE_EVENT", ""));
  }

  private static RuleOutcome ofRows(Timing timing, String announced) {
    String seen = ScheduleHash.of(timing).hex();
    return RuleOutcome.of(
        "H10.schedule", seen.equals(announced), seen, announced, EVENTS_INCOMPLETE);
  }

  /**
   * Rows are 0, 1, 2, .. without gap or repeat; as many as were announced, or in a closed loop that
   * a window ends, no more.
   */
  private static RuleOutcome accounted(RunView run) {
    Timing timing = run.timing();
    int misplaced = 0;
    for (int i = 0; i < timing.rows(); i++) {
      misplaced += timing.index(i) == i ? 0 : 1;
    }
    long planned = announced(run).map(Event.ScheduleFixed::arrivals).orElse(timing.rows());
    boolean endedByWindow = !run.openLoop() && run.calibrated();
    boolean all = endedByWindow ? timing.rows() <= planned : timing.rows() == planned;
    String observed = timing.rows() + ", " + misplaced + " out of place";
    return RuleOutcome.of(
        "E2",
        all && misplaced == 0,
        observed,
        (endedByWindow ? "<= " : "== ") + planned,
        EXCHANGE_UNACCOUNTED);
  }

  private static Optional<Event.ScheduleFixed> announced(RunView run) {
    return run.facts().recording().schedule();
  }
}
