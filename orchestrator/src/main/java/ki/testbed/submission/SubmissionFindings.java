package ki.testbed.submission;

import java.util.List;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Severity;
import ki.testbed.protocol.Text;

/** Findings that need more than the manifest's text or the archive's bytes. */
final class SubmissionFindings {
  private static final Text UPLOAD =
      new Text(
          "Laden Sie ein Archiv hoch, oder fragen Sie den Betreiber.",
          "Upload an archive, or ask the operator.");

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

  private static Finding image(String id, String de, String en, Text next) {
    return new Finding(id, Severity.ERROR, "", new Text(de, en), next);
  }

  /** I133: a host that images are not pulled from. */
  static Finding hostNotListed(String host) {
    String shown = host.replaceAll("[^a-z0-9.:-]", "?");
    return image(
        "I133",
        "Von `%s` holt dieses Testbed nichts.".formatted(shown),
        "This testbed fetches nothing from `%s`.".formatted(shown),
        UPLOAD);
  }

  /** I133: a name that leads inside. */
  static Finding hostInside(String host) {
    return image(
        "I133",
        "`%s` führt in ein internes Netz; dort holt dieses Testbed nichts.".formatted(host),
        "`%s` leads into an internal network, where this testbed fetches nothing.".formatted(host),
        UPLOAD);
  }

  /** I133: the registry does not give the image. */
  static Finding registryRefused(ImageReference reference, int status) {
    return image(
        "I133",
        "`%s` gibt das Image nicht heraus (HTTP %d).".formatted(reference.registry(), status),
        "`%s` does not give the image (HTTP %d).".formatted(reference.registry(), status),
        new Text("Prüfen Sie Name, Digest und Zugangsdaten.", "Check name, digest and login."));
  }

  /** I134: the registry cannot be reached, or breaks off again and again. */
  static Finding notReachable(ImageReference reference) {
    return image(
        "I134",
        "`%s` war nicht zu erreichen oder brach immer wieder ab.".formatted(reference.registry()),
        "`%s` could not be reached, or broke off again and again.".formatted(reference.registry()),
        new Text(
            "Versuchen Sie es später wieder, oder laden Sie ein Archiv hoch.",
            "Try again later, or upload an archive."));
  }

  /** I135: more than may be handed in, or than there is room for. */
  static Finding tooLarge(long bytes) {
    return image(
        "I135",
        "Das Image ist größer als die %d Bytes, für die Platz ist.".formatted(bytes),
        "The image is larger than the %d bytes there is room for.".formatted(bytes),
        new Text("Verkleinern Sie das Image.", "Make the image smaller."));
  }

  /** I108: other bytes than the digest says. */
  static Finding otherBytes(ImageReference reference) {
    return image(
        "I108",
        "`%s` lieferte andere Bytes, als der Digest sagt.".formatted(reference.registry()),
        "`%s` gave other bytes than the digest says.".formatted(reference.registry()),
        new Text("Laden Sie das Image neu in die Registry.", "Push the image again."));
  }

  /** I105: no manifest of one image for our platform. */
  static Finding noManifestThere(ImageReference reference) {
    return image(
        "I105",
        "`%s` nennt unter diesem Digest kein Image für linux/amd64."
            .formatted(reference.registry()),
        "`%s` names no image for linux/amd64 under this digest.".formatted(reference.registry()),
        new Text(
            "Nennen Sie den Digest eines Images für eine Plattform.",
            "Name the digest of an image for one platform."));
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
