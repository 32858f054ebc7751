package ki.testbed.sandbox;

import java.time.Duration;

/**
 * Their half of the sandbox. Command, arguments and environment are in the derived image already.
 *
 * @param shutdownGrace between SIGTERM and SIGKILL
 * @param cpuset CPU list as Linux writes it, empty for any
 */
public record SutSpec(
    ImageSource image, Resources resources, Duration shutdownGrace, String cpuset) {}
