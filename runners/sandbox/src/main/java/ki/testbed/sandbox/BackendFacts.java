package ki.testbed.sandbox;

import java.util.Map;

/**
 * What an engine is and offers.
 *
 * @param kind {@code docker}, {@code kubernetes} or {@code fake}
 * @param tier what isolation it proved
 * @param memoryBytes of the whole machine
 * @param details engine version, kernel, cgroup version and the like, for the environment
 *     fingerprint
 */
public record BackendFacts(
    String kind, Tier tier, int cpus, long memoryBytes, Map<String, String> details) {
  public BackendFacts {
    details = Map.copyOf(details);
  }

  /** Isolation tiers; from T1 on runs are examinable. */
  public enum Tier {
    /** runc with the hardened profile. */
    T0,
    /** T0 in a user namespace. */
    T1,
    /** gVisor. */
    T2,
    /** A virtual machine. */
    T3
  }
}
