package ki.testbed.web;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a page says when a run did not end well.
 *
 * @param what happened
 * @param who has to act
 * @param cost effect on the quota
 * @param next step
 * @param run where the evidence is
 */
public record Failure(
    String code, String scenario, String what, String who, String cost, String next, String run) {

  /** Whether somebody wanted it to end. */
  public boolean cancelled() {
    return code.startsWith("CANCELLED_");
  }

  /** The same failure of several runs, the evidence of the first. */
  static Failure together(List<Failure> same) {
    Failure first = same.getFirst();
    String scenarios = same.stream().map(Failure::scenario).collect(Collectors.joining(", "));
    return new Failure(
        first.code, scenarios, first.what, first.who, first.cost, first.next, first.run);
  }
}
