package ki.testbed.submission;

import java.util.List;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Severity;
import ki.testbed.protocol.Text;

/** Findings that need more than the manifest's text or the archive's bytes. */
final class SubmissionFindings {
  private SubmissionFindings() {}

  /** M003: neither given nor in the image. */
  static Finding noManifest() {
    return new Finding(
        "M003",
        Severity.ERROR,
        "",
        new Text(
            "`testbed.yaml` fehlt: Es wurde nicht angegeben und steht nicht im Image (`ki.testbed.manifest`).",
            "`testbed.yaml` is missing: it was not given and is not in the image (`ki.testbed.manifest`)."),
        new Text(
            "Reichen Sie das Image mit einem Manifest ein.", "Submit the image with a manifest."));
  }

  /** M010: an explicit version that was used before. */
  static Finding versionTaken(String name, String version) {
    return new Finding(
        "M010",
        Severity.ERROR,
        "/version",
        new Text(
            "Version `%s` von `%s` gibt es schon.".formatted(version, name),
            "Version `%s` of `%s` exists already.".formatted(version, name)),
        new Text(
            "Nennen Sie eine neue Version, oder lassen Sie das Feld weg.",
            "Name a new version, or leave the field out."));
  }

  /** I100: the testbed did not get it checked in time. */
  static List<Finding> notChecked() {
    return List.of(
        new Finding(
            "I100",
            Severity.ERROR,
            "",
            new Text(
                "Das Image wurde nicht rechtzeitig geprüft. Das liegt am Testbed, nicht an Ihnen.",
                "The image was not checked in time. This is the testbed's fault, not yours."),
            new Text(
                "Reichen Sie es noch einmal ein; die Bytes sind schon da.",
                "Submit it again; its bytes are here already.")));
  }
}
