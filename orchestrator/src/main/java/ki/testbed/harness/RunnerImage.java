package ki.testbed.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import ki.testbed.protocol.Sha256;
import ki.testbed.sandbox.ImageSource;
import org.springframework.stereotype.Component;

/** The image of our own runner, as it lies on this machine. */
@Component
public class RunnerImage {
  private final Path archive;

  RunnerImage(HarnessProperties settings) {
    this.archive = settings.image();
  }

  /**
   * The image; its bytes are read only if an engine lacks it.
   *
   * @throws IOException if it is not there; the message names the file, not the folder
   */
  public ImageSource source() throws IOException {
    Sha256 id = Sha256.parse(lines(".id").getFirst());
    List<Sha256> layers = lines(".layers").stream().map(Sha256::parse).toList();
    return new ImageSource(id, layers, () -> Files.newInputStream(archive));
  }

  private List<String> lines(String suffix) throws IOException {
    String name = String.valueOf(archive.getFileName()).replaceFirst("\\.tar$", "") + suffix;
    try {
      return Files.readString(archive.resolveSibling(name))
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (NoSuchFileException e) {
      throw new IOException("the file " + name + " is missing", e);
    }
  }
}
