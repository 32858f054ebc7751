package ki.testbed.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Reads an image archive once, from front to back of each layer, and says what it is. */
public final class ArchiveCheck {
  private ArchiveCheck() {}

  /** As {@link #check(Path, IntakeBounds, ImageSettings)}, with the image's own command. */
  public static IntakeResult check(Path archive, IntakeBounds bounds) throws IOException {
    return check(archive, bounds, ImageSettings.NONE);
  }

  /**
   * Checks an archive; nothing is written, and no name found inside is ever opened as a path.
   *
   * @param settings how the image will be started, so that the right program is looked at
   * @throws IOException if our own file cannot be read; whatever is wrong with its bytes is a
   *     finding
   */
  public static IntakeResult check(Path archive, IntakeBounds bounds, ImageSettings settings)
      throws IOException {
    var findings = new Findings();
    try (var file = FileChannel.open(archive, StandardOpenOption.READ)) {
      Optional<ImageFacts> facts = new ImageReading(file, bounds, settings, findings).read();
      facts.ifPresent(image -> ImageRules.judge(image, bounds).forEach(findings::add));
      return new IntakeResult(facts, findings.all());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
