package ki.testbed.catalog;

/**
 * How much of a run its submitter may see: of hidden data nothing that could tell what was asked.
 */
public final class Disclosure {
  private Disclosure() {}

  /** Whether this scenario of the plan uses data that only the testbed knows. */
  public static boolean hides(Catalog catalog, TestPlan plan, String scenario) {
    return plan.scenarios().stream()
        .filter(planned -> planned.scenario().id().equals(scenario))
        .flatMap(
            planned -> plan.dataSets().stream().filter(set -> set.ref().equals(planned.dataSet())))
        .anyMatch(set ->
            catalog.dataSet(set.ref(), set.version()).visibility() == DataSet.Visibility.HIDDEN);
  }
}
