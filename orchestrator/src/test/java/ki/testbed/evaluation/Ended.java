package ki.testbed.evaluation;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import ki.testbed.protocol.Outcome;
import ki.testbed.rules.Validity;
import ki.testbed.rules.ValidityReason;

/**
 * How a hostile submission ended. Lists hold what there is, mostly one thing or none.
 *
 * @param rejected ids of errors that intake found
 * @param broken ids of conformance errors
 * @param spoilt why its numbers may not be used
 * @param failures outcomes of exchanges but OK
 * @param verdicts of its evaluation
 * @param told end of its log, and its findings
 * @param shown what the service says of it to those who handed it in, in both languages
 * @param time what was how late
 */
record Ended(
    List<String> rejected,
    List<Reason> reason,
    List<String> broken,
    List<Validity> validity,
    List<ValidityReason> spoilt,
    Set<Outcome> failures,
    List<String> verdicts,
    int attempts,
    String told,
    String shown,
    Time time) {

  /**
   * Times of one end.
   *
   * @param took from its claim to its end
   * @param late from the latest moment at which it had to be over to that at which it was; mostly
   *     below zero
   * @param killed from its deadline to the end of its main process, where it had one and missed it
   */
  record Time(Duration took, Duration late, List<Duration> killed) {}

  /** Rules that did not hold. */
  String rules() {
    return told.lines()
        .filter(line -> line.startsWith("RULE "))
        .collect(Collectors.joining("; ", " (", ")"));
  }

  /** In one cell of a table. */
  String brief() {
    if (!rejected.isEmpty()) {
      return String.join(" ", rejected);
    }
    if (!reason.isEmpty()) {
      return reason.getFirst() + (broken.isEmpty() ? "" : " " + String.join(" ", broken));
    }
    return validity
        + (spoilt.isEmpty() ? "" : " " + spoilt)
        + (failures.isEmpty() ? "" : " " + failures);
  }
}
