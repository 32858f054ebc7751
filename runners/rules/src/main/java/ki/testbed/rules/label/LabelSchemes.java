package ki.testbed.rules.label;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/** The schemes that are shipped, and the way to read others. */
public final class LabelSchemes {
  /** Files of a scheme. */
  public static final List<String> FILES =
      List.of("scheme.json", "indicators.json", "items.json", "methods.json", "needs.json");

  private LabelSchemes() {}

  /**
   * A shipped scheme.
   *
   * @param ref id and version, for example {@code mission-ki/1}
   * @throws IllegalArgumentException if there is none
   */
  public static LabelScheme shipped(String ref) {
    if (!ref.matches("[a-z0-9-]+/[0-9]+")) {
      throw new IllegalArgumentException("not a scheme's id and version");
    }
    return read(name -> resource("/catalog/schemes/" + ref + "/" + name));
  }

  /**
   * A scheme from its files.
   *
   * @param files bytes of each of {@link #FILES}
   * @throws SchemeRefused with everything that is wrong
   */
  public static LabelScheme read(Function<String, byte[]> files) {
    return new SchemeReader(files).read();
  }

  private static byte[] resource(String path) {
    try (InputStream in = LabelSchemes.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no such scheme is shipped: " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
