package ki.testbed.web;

import java.util.List;
import java.util.Optional;

/**
 * A run on the page of its evaluation.
 *
 * @param advice what to do about a validity that is not good, empty if it is
 * @param what the state in a sentence: why it waits, what it does, why it ended
 * @param steps its history with the length of each step
 * @param live preliminary figures while it runs
 */
public record RunLine(
    String id,
    String scenario,
    Badge state,
    Optional<Badge> validity,
    String advice,
    String since,
    String what,
    List<Step> steps,
    Optional<Live> live,
    int attempt,
    boolean over) {

  /** One step of the history. */
  public record Step(Badge state, String at, String machineAt, String length, String note) {}

  /** Preliminary figures, written out. */
  public record Live(
      String phase,
      String sent,
      String failed,
      String inFlight,
      String p50,
      String p99,
      String memory) {}
}
