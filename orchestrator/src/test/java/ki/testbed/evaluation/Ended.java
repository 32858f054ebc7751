package ki.testbed.evaluation;

import java.time.Duration;
import java.util.List;
import java.util.Set;
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
 * @param told end of its log, and its findings
 * @param took from its claim to its end
 * @param overdue from its deadline to the removal of its sandbox, where it had one
 * @param left what it left behind
 * @param growth of disks beside blobs, bytes
 */
record Ended(
    List<String> rejected,
    List<Reason> reason,
    List<String> broken,
    List<Validity> validity,
    List<ValidityReason> spoilt,
    Set<Outcome> failures,
    int attempts,
    String told,
    Duration took,
    List<Duration> overdue,
    List<String> left,
    long growth) {
  /** In one cell of a table. */
  String shown() {
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
