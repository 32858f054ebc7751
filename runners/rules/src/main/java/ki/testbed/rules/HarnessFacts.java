package ki.testbed.rules;

import java.util.List;
import java.util.Map;
import ki.testbed.protocol.Event;

/**
 * What is known about the measuring side.
 *
 * @param disjointCpuSets runner and SUT have CPU sets that do not overlap
 * @param calibrations of the runner against its null server, in order: A before, B after the window
 * @param fingerprint what measured on what, as far as it is known; goes into the result as it is
 */
public record HarnessFacts(
    boolean disjointCpuSets,
    List<Event.Calibration> calibrations,
    HarnessObservations observations,
    Map<String, String> fingerprint) {
  public HarnessFacts {
    calibrations = List.copyOf(calibrations);
    fingerprint = Map.copyOf(fingerprint);
  }
}
