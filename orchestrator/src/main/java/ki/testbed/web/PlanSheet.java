package ki.testbed.web;

import java.util.List;
import java.util.Optional;

/** What the page of the test plans shows of one. */
public record PlanSheet(
    String id,
    String ref,
    String title,
    String description,
    List<String> scenarios,
    List<Row> criteria,
    List<Samples> data,
    String hash) {

  /** A criterion with the reason for its threshold. */
  public record Row(
      String name, String scenario, String limit, String rule, String justification) {}

  /**
   * A data set of the plan.
   *
   * @param output name of the output that carries the answer
   * @param example absent where the data are not public
   */
  public record Samples(String size, String selection, String output, Optional<Example> example) {}

  /**
   * What the data look like.
   *
   * @param labels all different right answers, empty if there are too many to list
   */
  public record Example(String request, String answer, List<String> labels) {}
}
