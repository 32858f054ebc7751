package ki.testbed.runner.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The parts of this machine's C library that a Java runtime needs. */
final class CLibrary {
  private static final Path FOLDER = Path.of("/lib/x86_64-linux-gnu");
  private static final Path LOADER = Path.of("/lib64/ld-linux-x86-64.so.2");
  private static final List<String> PARTS =
      List.of(
          "libc.so.6",
          "libdl.so.2",
          "libm.so.6",
          "libpthread.so.0",
          "librt.so.1",
          "libresolv.so.2",
          "libnss_files.so.2",
          "libnss_dns.so.2");

  private CLibrary() {}

  static String inputs() throws IOException {
    var hashes = new TreeMap<String, String>();
    for (var part : files()) {
      hashes.put(part.toString(), Fingerprint.ofFile(part).hex());
    }
    return hashes.toString();
  }

  /**
   * Copies them to the same places below the folder; what is a symbolic link here becomes a file.
   */
  static void copyTo(Path root) throws IOException {
    for (var part : files()) {
      var target = root.resolve(Path.of("/").relativize(part));
      Files.createDirectories(target.getParent());
      Files.copy(part, target);
    }
  }

  private static List<Path> files() throws IOException {
    if (!Files.exists(LOADER)) {
      throw new IOException(
          "images are made on linux/amd64 with the GNU C library; there is no " + LOADER);
    }
    var files = new ArrayList<>(PARTS.stream().map(FOLDER::resolve).filter(Files::exists).toList());
    files.add(LOADER);
    return files;
  }
}
