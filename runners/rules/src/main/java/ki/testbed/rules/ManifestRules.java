package ki.testbed.rules;

import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

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
    Checked<JsonNode> tree = StrictYaml.read(yaml, "M001");
    return tree.value()
        .map(root -> check(root, limits, exposedPort))
        .orElseGet(() -> Checked.refused(tree.findings()));
  }

  /** The same for a manifest that is a tree already, for example {@link Manifest#effective}. */
  public static Checked<Manifest> check(
      JsonNode root, ManifestLimits limits, OptionalInt exposedPort) {
    var findings = new ManifestFindings();
    var manifest = new ManifestReader(findings, limits, exposedPort).read(root);
    return findings.list().stream().anyMatch(finding -> finding.isError())
        ? Checked.refused(findings.list())
        : Checked.of(manifest, findings.list());
  }
}
