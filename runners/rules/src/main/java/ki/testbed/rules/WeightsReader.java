package ki.testbed.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.Text;
import tools.jackson.databind.JsonNode;

/** Reads {@code weights}. */
final class WeightsReader {
  private static final int MAX_WEIGHTS = 8;
  private static final String NO_DIGEST = "sha256:" + "0".repeat(64);
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern MOUNT =
      Pattern.compile("/models(/(?!\\.{1,2}(/|$))[A-Za-z0-9._-]{1,64}){1,8}");

  private WeightsReader() {}

  static List<Manifest.Weights> read(Section top) {
    Set<String> mounts = new HashSet<>();
    return top.list(
        "weights", MAX_WEIGHTS, (node, at) -> Optional.of(one(node, at, top.findings(), mounts)));
  }

  private static Manifest.Weights one(
      JsonNode node, String at, ManifestFindings findings, Set<String> mounts) {
    var weights = new Section(node, at, findings, List.of("name", "digest", "mount"));
    String mount =
        required(
            weights,
            "mount",
            MOUNT,
            new Text("ein Pfad unter `/models`", "a path below `/models`"),
            "/models/main");
    if (!mounts.add(mount)) {
      findings.wrong(
          weights.pointer("mount"), new Text("ein eigener Pfad", "a path of its own"), mount);
    }
    return new Manifest.Weights(
        required(weights, "name", ManifestReader.NAME, ManifestReader.NAME_MUST, "main"),
        Sha256.parse(
            required(
                weights,
                "digest",
                DIGEST,
                new Text("`sha256:` und 64 Ziffern", "`sha256:` and 64 digits"),
                NO_DIGEST)),
        mount);
  }

  private static String required(
      Section weights, String name, Pattern form, Text must, String example) {
    if (weights.field(name).isEmpty()) {
      weights.findings().missing(weights.pointer(name), name + ": " + example);
    }
    return weights.word(name, form, must).orElse(example);
  }
}
