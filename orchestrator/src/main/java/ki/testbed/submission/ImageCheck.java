package ki.testbed.submission;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import ki.testbed.intake.ConfigFacts;
import ki.testbed.intake.ImageFacts;
import ki.testbed.intake.ImageSettings;
import ki.testbed.intake.IntakeBounds;
import ki.testbed.intake.IntakeResult;
import ki.testbed.protocol.Finding;
import ki.testbed.rules.Checked;
import ki.testbed.rules.Manifest;
import ki.testbed.rules.ManifestLimits;
import ki.testbed.rules.ManifestRules;

/** Manifest and image together: everything that is found. */
final class ImageCheck {
  private final Intake intake;
  private final IntakeBounds bounds;
  private final ManifestLimits limits;

  ImageCheck(Intake intake, IntakeBounds bounds, ManifestLimits limits) {
    this.intake = intake;
    this.bounds = bounds;
    this.limits = limits;
  }

  /** How an archive is read, in a process of its own or not. */
  interface Intake {
    /** As {@link ki.testbed.intake.ArchiveCheck#check(Path, IntakeBounds, ImageSettings)}. */
    IntakeResult check(Path archive, IntakeBounds bounds, ImageSettings settings)
        throws IOException, InterruptedException;
  }

  /**
   * What was found.
   *
   * @param manifest absent if it has errors
   * @param facts absent if the archive cannot be read to its end
   */
  record Examined(Optional<Manifest> manifest, Optional<ImageFacts> facts, List<Finding> findings) {
    boolean accepted() {
      return manifest.isPresent()
          && facts.isPresent()
          && findings.stream().noneMatch(Finding::isError);
    }

    /** The same with another error. */
    Examined with(Finding finding) {
      var all = new ArrayList<>(findings);
      all.add(finding);
      return new Examined(manifest, facts, all);
    }
  }

  ManifestLimits limits() {
    return limits;
  }

  /** The manifest alone, with what is not known of the image left to its defaults. */
  Checked<Manifest> manifest(String text) {
    return ManifestRules.check(text, limits);
  }

  /**
   * Reads the archive.
   *
   * @param given text of the manifest, empty if the image carries it
   * @throws IOException if it could not be checked for reasons of ours
   */
  Examined check(Path archive, String given) throws IOException, InterruptedException {
    IntakeResult result = intake.check(archive, bounds, settings(given));
    if (!given.isEmpty()) {
      return examined(given, result);
    }
    String carried =
        result.facts().map(ImageFacts::config).flatMap(ConfigFacts::manifest).orElse("");
    ImageSettings settings = settings(carried);
    return examined(
        carried,
        settings.equals(ImageSettings.NONE)
            ? result
            : intake.check(archive, bounds, settings)); // it names another program to look at
  }

  /** The manifest alone, and why there is no image to look at. */
  Examined without(String text, Finding why) {
    var findings = new ArrayList<Finding>();
    Optional<Manifest> manifest = Optional.empty();
    if (!text.isEmpty()) {
      Checked<Manifest> checked = manifest(text);
      findings.addAll(checked.findings());
      manifest = checked.value();
    }
    findings.add(why);
    return new Examined(manifest, Optional.empty(), findings);
  }

  private ImageSettings settings(String text) {
    return text.isEmpty()
        ? ImageSettings.NONE
        : manifest(text).value().map(ImageCheck::settings).orElse(ImageSettings.NONE);
  }

  private static ImageSettings settings(Manifest manifest) {
    var service = manifest.service();
    return new ImageSettings(service.command(), service.args(), service.env());
  }

  private Examined examined(String text, IntakeResult result) {
    var port =
        result.facts().map(facts -> facts.config().onlyTcpPort()).orElseGet(OptionalInt::empty);
    Checked<Manifest> manifest =
        text.isEmpty()
            ? Checked.refused(List.of(SubmissionFindings.noManifest()))
            : ManifestRules.check(text, limits, port);
    var findings = new ArrayList<>(manifest.findings());
    findings.addAll(result.findings());
    return new Examined(manifest.value(), result.facts(), findings);
  }
}
