package ki.testbed.rules;

import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Event;

/** From the facts of a run to its result; the same facts always give the same result. */
public final class Results {
  private Results() {}

  /** Measurements, validity and everything else of {@link RunResult}. */
  public static RunResult of(RunFacts facts) {
    RunView run = RunView.of(facts);
    List<RuleOutcome> rules = ValidityRules.check(run);
    MeasuredFigures figures = MeasuredFigures.of(run);
    Optional<Event.ScheduleFixed> schedule = facts.recording().schedule();
    return new RunResult(
        facts.run(),
        facts.attempt(),
        facts.scenario().id(),
        facts.scenario().kind(),
        facts.grade(),
        facts.isolation(),
        ValidityRules.validity(rules),
        RunResult.RULE_SET,
        rules,
        figures.measurements(),
        figures.absent(),
        facts.conformance(),
        facts.harness().calibrations().stream().map(CalibrationFigures::of).toList(),
        facts.harness().fingerprint(),
        schedule.map(Event.ScheduleFixed::sha256),
        facts.seedCommit());
  }
}
