package ki.testbed.rules;

import java.util.OptionalInt;

/**
 * From the text of {@code testbed.yaml} to the effective manifest, or to everything that is wrong
 * with it at once.
 */
public final class ManifestRules {
  private ManifestRules() {}

  /** As {@link #check(String, ManifestLimits, OptionalInt)} for an image that exposes no port. */
  public static Checked<Manifest> check(String yaml, ManifestLimits limits) {
    return check(yaml, limits, OptionalInt.empty());
  }

  /**
   * Findings M001 to M008; the client and the server call the same function.
   *
   * @param exposedPort the only TCP port the image exposes: default of {@code service.port}
   */
  public static Checked<Manifest> check(
      String yaml, ManifestLimits limits, OptionalInt exposedPort) {
    throw new UnsupportedOperationException(
        "follows in the next commit: " + yaml.length() + limits + exposedPort);
  }
}
