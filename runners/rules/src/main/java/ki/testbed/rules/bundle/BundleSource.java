package ki.testbed.rules.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedSet;

/** A bundle that is read. */
public interface BundleSource {
  /**
   * Names of all its files.
   *
   * @throws UnreadableException if one could lead out of the bundle or comes twice
   */
  SortedSet<String> names();

  /** The bytes of one of them; they may be more than anybody said. */
  InputStream open(String name) throws IOException;
}
