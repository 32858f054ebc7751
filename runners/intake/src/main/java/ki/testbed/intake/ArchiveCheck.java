package ki.testbed.intake;

import java.io.IOException;
import java.nio.file.Path;

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
    throw new UnsupportedOperationException("the body follows in this module's next commits");
  }
}
