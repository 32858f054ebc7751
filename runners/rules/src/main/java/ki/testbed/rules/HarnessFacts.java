package ki.testbed.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Observations;

/**
 * What is known about the measuring side.
 *
 * @param disjointCpuSets runner and SUT have CPU sets that do not overlap
 * @param calibrations of the runner against its null server, in order: before and after the window
 * @param observations of the runner about itself and its machine, where the chunk arrived
 * @param fingerprint what measured on what, as far as it is known before the window; goes into the
 *     result as it is
 * @param fingerprintAfter the same, read again after the window; absent where nobody looked
 */
public record HarnessFacts(
    boolean disjointCpuSets,
    List<Event.Calibration> calibrations,
    Optional<Observations> observations,
    Map<String, String> fingerprint,
    Optional<Map<String, String>> fingerprintAfter) {
  public HarnessFacts {
    calibrations = List.copyOf(calibrations);
    fingerprint = Map.copyOf(fingerprint);
    fingerprintAfter = fingerprintAfter.map(Map::copyOf);
  }
}
