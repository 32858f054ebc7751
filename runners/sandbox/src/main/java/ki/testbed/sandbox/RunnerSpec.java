package ki.testbed.sandbox;

/**
 * Our half of the sandbox.
 *
 * @param image the runner's image, command and all
 * @param cpuset CPU list as Linux writes it, empty for any
 */
public record RunnerSpec(ImageSource image, Resources resources, String cpuset) {}
