package ki.testbed.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import ki.testbed.protocol.Sha256;

/**
 * An image by its id, and how to get its bytes if the engine lacks it.
 *
 * @param id SHA-256 of its config, which is its id in the classic image store
 * @param layers diff ids, lowest first, compared with what the engine reports after loading
 * @param archive opens it in docker-save format
 */
public record ImageSource(Sha256 id, List<Sha256> layers, Archive archive) {
  public ImageSource {
    layers = List.copyOf(layers);
  }

  /** Opens the bytes. */
  @FunctionalInterface
  public interface Archive {
    /** A fresh stream of the archive; the caller closes it. */
    InputStream open() throws IOException;
  }
}
