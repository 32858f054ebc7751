package ki.testbed.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import ki.testbed.catalog.TestPlan;
import ki.testbed.catalog.TestPlan.PlannedScenario;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.ScenarioKind;

/**
 * Which runs a plan asks for: quality first, as other runs are compared with it; repeats in a row.
 */
final class PlannedRuns {
  private PlannedRuns() {}

  static List<Scenario> of(TestPlan plan, Mode mode, Duration dryRunWindow) {
    var runs = new ArrayList<Scenario>();
    plan.scenarios().stream()
        .map(PlannedScenario::scenario)
        .sorted(Comparator.comparing(scenario -> scenario.kind() != ScenarioKind.ACCURACY))
        .forEach(scenario -> runs.addAll(repeated(plan, scenario, mode, dryRunWindow)));
    return runs;
  }

  private static List<Scenario> repeated(
      TestPlan plan, Scenario scenario, Mode mode, Duration dryRunWindow) {
    return switch (mode) {
      case DRY_RUN -> List.of(cut(scenario, dryRunWindow));
      case MEASURED -> Collections.nCopies(repeats(plan, scenario), scenario);
    };
  }

  private static int repeats(TestPlan plan, Scenario scenario) {
    return plan.criteria().stream()
        .filter(criterion -> criterion.scenario().equals(scenario.id()))
        .mapToInt(criterion -> criterion.repeats().runs())
        .max()
        .orElse(1);
  }

  private static Scenario cut(Scenario scenario, Duration window) {
    long windowNs = Math.min(scenario.windowNs(), window.toNanos());
    return scenario.withWindow(windowNs);
  }
}
