package ki.testbed.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ki.testbed.protocol.Sha256;
import ki.testbed.sandbox.ImageSource;
import org.springframework.stereotype.Component;

/** Images of runners, as they lie on this machine: our own, and those the operator approved. */
@Component
public class RunnerImage {
  private final Path archive;
  private final Map<String, Path> others;

  RunnerImage(HarnessProperties settings) {
    this.archive = settings.image();
    this.others = Map.copyOf(settings.others());
  }

  /**
   * The image of our own; its bytes are read only if an engine lacks it.
   *
   * @throws IOException if it is not there; the message names the file, not the folder
   */
  public ImageSource source() throws IOException {
    return source(archive);
  }

  /**
   * The image of the runner a plan names, our own where it names none.
   *
   * @throws IOException if it is not there, or the operator approved none of this name
   */
  public ImageSource source(Optional<String> name) throws IOException {
    if (name.isEmpty()) {
      return source();
    }
    Path other = others.get(name.get());
    if (other == null) {
      throw new IOException("no runner " + name.get() + " is approved here");
    }
    return source(other);
  }

  private static ImageSource source(Path archive) throws IOException {
    Sha256 id = Sha256.parse(lines(archive, ".id").getFirst());
    List<Sha256> layers = lines(archive, ".layers").stream().map(Sha256::parse).toList();
    return new ImageSource(id, layers, () -> Files.newInputStream(archive));
  }

  private static List<String> lines(Path archive, String suffix) throws IOException {
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
