package ki.testbed.rules;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the runner saw of itself and its machine during the window; empty where nothing was
 * observed. Shares are 0 to 1.
 *
 * @param cpuShare its CPU time without deliberate spinning, of its CPU set
 * @param stealShare CPU time the hypervisor took
 * @param foreignShare busy time of its CPU set beyond its own
 * @param gcPauseNs longest pause of its garbage collector
 * @param jitterNs longest oversleep of a thread that wakes every millisecond
 * @param clockRatio monotonic over wall time, 1 if both agree
 * @param fingerprintChanged whether digest, flags, kernel, CPU set or governor changed while
 *     measuring
 * @param transportFaults exchanges with other bytes than planned or a reset by the runner
 * @param uncheckedShare share of answer bodies that were dropped unchecked
 */
public record HarnessObservations(
    OptionalDouble cpuShare,
    OptionalDouble stealShare,
    OptionalDouble foreignShare,
    OptionalLong gcPauseNs,
    OptionalLong jitterNs,
    OptionalDouble clockRatio,
    Optional<Boolean> fingerprintChanged,
    OptionalLong transportFaults,
    OptionalDouble uncheckedShare) {

  /** Nothing was observed. */
  public static HarnessObservations none() {
    return new HarnessObservations(
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty());
  }
}
