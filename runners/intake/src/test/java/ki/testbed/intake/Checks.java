package ki.testbed.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import ki.testbed.protocol.Finding;

/** Short ways to check bytes in tests. */
final class Checks {
  private Checks() {}

  static IntakeResult check(byte[] archive) {
    return check(archive, IntakeBounds.DEFAULTS, ImageSettings.NONE);
  }

  static IntakeResult check(byte[] archive, IntakeBounds bounds, ImageSettings settings) {
    try {
      Path file = Files.createTempFile("archive-", ".tar");
      try {
        Files.write(file, archive);
        return ArchiveCheck.check(file, bounds, settings);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ImageFacts facts(byte[] archive) {
    IntakeResult result = check(archive);
    return result.facts().orElseThrow(() -> new AssertionError(result.findings().toString()));
  }

  /** Ids of all findings, each once. */
  static List<String> ids(IntakeResult result) {
    return result.findings().stream().map(Finding::id).distinct().toList();
  }
}
