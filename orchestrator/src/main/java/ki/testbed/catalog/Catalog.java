package ki.testbed.catalog;

import java.util.List;
import java.util.Optional;
import ki.testbed.access.Caller;

/** Sealed test plans and registered data sets. */
public interface Catalog {
  /** Newest versions of all published plans. */
  List<TestPlan> plans(Caller caller);

  /** One version. */
  Optional<TestPlan> plan(Caller caller, PlanRef ref);

  /** Highest version of a plan. */
  Optional<TestPlan> newest(Caller caller, String planId);

  /** For our own modules. */
  TestPlan sealed(PlanRef ref);

  /** For our own modules: a data set version by its id and version. */
  DataSet dataSet(String id, String version);

  /** All registered data sets the caller may know of. */
  List<DataSet> dataSets(Caller caller);
}
