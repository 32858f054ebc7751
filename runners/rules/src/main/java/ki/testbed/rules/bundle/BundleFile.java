package ki.testbed.rules.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file that goes into a bundle.
 *
 * @param path below the bundle's root, with slashes
 */
public record BundleFile(String path, Visibility visibility, Content content) {
  /** Its bytes; may be opened more than once and gives the same each time. */
  @FunctionalInterface
  public interface Content {
    /** From the first byte. */
    InputStream open() throws IOException;
  }

  public BundleFile {
    if (!Paths.safe(path)) {
      throw new IllegalArgumentException("not a path inside a bundle");
    }
  }

  /** From bytes in memory. */
  public static BundleFile of(String path, Visibility visibility, byte[] bytes) {
    return new BundleFile(path, visibility, () -> new ByteArrayInputStream(bytes));
  }
}
