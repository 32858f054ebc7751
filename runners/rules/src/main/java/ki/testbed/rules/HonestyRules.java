package ki.testbed.rules;

import java.util.List;
import java.util.stream.Stream;

/**
 * A1 to A5, the rules against gaming. They compare runs, or need probes in the window, so one run
 * alone cannot answer them.
 */
final class HonestyRules {
  private HonestyRules() {}

  static List<RuleOutcome> check(RunView run) {
    String withoutProbes = run.timed() ? "NO_PROBES" : "NO_LATENCY";
    return Stream.of("A1", "A2", "A3", "A4", "A5")
        .map(id ->
            switch (id) {
              case "A1", "A5" -> RuleOutcome.notApplicable(id, "JUDGED_WITH_EVALUATION", "");
              case "A3" -> RuleOutcome.notApplicable(id, "NO_STREAM", "");
              default -> RuleOutcome.notApplicable(id, withoutProbes, "");
            })
        .toList();
  }
}
