package ki.testbed.rules;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What this testbed allows a manifest to ask for; all inclusive. Sizes are bytes.
 *
 * @param deviceMemory memory of the largest device; 0 where there is none
 */
public record ManifestLimits(
    int minPort,
    int maxPort,
    Duration minStartupTimeout,
    Duration maxStartupTimeout,
    Duration minShutdownGrace,
    Duration maxShutdownGrace,
    int maxConcurrency,
    BigDecimal minCpu,
    BigDecimal maxCpu,
    long minMemory,
    long maxMemory,
    int minPids,
    int maxPids,
    int maxDevices,
    long deviceMemory) {

  /** What stands in the manual, on a machine without devices of known size. */
  public static ManifestLimits defaults() {
    return new ManifestLimits(
        1024,
        65_535,
        Duration.ofSeconds(5),
        Duration.ofMinutes(15),
        Duration.ofSeconds(1),
        Duration.ofSeconds(60),
        1024,
        new BigDecimal("0.1"),
        new BigDecimal("32"),
        128L << 20,
        256L << 30,
        16,
        4096,
        8,
        Long.MAX_VALUE);
  }
}
