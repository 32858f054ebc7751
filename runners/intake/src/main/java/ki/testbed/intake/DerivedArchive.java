package ki.testbed.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A docker-save archive of a derived image, made while it is read. */
final class DerivedArchive {
  private DerivedArchive() {}

  static InputStream open(Path archive, ImageFacts submitted, byte[] config) throws IOException {
    throw new UnsupportedOperationException("the body follows in this module's next commits");
  }
}
