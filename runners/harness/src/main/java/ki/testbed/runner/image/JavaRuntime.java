package ki.testbed.runner.image;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The lowest layer, the same for all our images: a Java runtime with few modules and the C library
 * it needs, nothing else. It is linked once per JDK and kept in the cache.
 */
record JavaRuntime(Path cache) {
  private static final List<String> LINKING =
      List.of(
          "--add-modules",
          "java.base,java.logging,java.management,java.xml,jdk.httpserver,jdk.management,jdk.unsupported",
          "--strip-java-debug-attributes",
          // Runs before or after the stripping as it happens, so its classes are not always the
          // same;
          // the class archives make up for them.
          "--disable-plugin",
          "generate-jli-classes",
          "--no-header-files",
          "--no-man-pages",
          // Layers are compressed as a whole; an uncompressed runtime with its class archive starts
          // in less CPU time.
          "--compress",
          "zip-0",
          "--generate-cds-archive");

  /** What the layer is made from; another text means another layer. */
  String inputs() throws IOException {
    return Runtime.version() + " " + LINKING + " " + CLibrary.inputs();
  }

  /** A folder holding {@code opt}, {@code lib} and {@code lib64}. */
  Path folder() throws IOException {
    var folder = cache.resolve("runtime-" + Fingerprint.ofText(inputs()).hex().substring(0, 16));
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(cache);
      var fresh = Files.createTempDirectory(cache, "linking-");
      link(fresh.resolve("opt/jre"));
      CLibrary.copyTo(fresh);
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    }
    return folder;
  }

  private static void link(Path output) throws IOException {
    Files.createDirectories(output.getParent());
    var arguments = Stream.concat(LINKING.stream(), Stream.of("--output", output.toString()));
    var said = new StringWriter();
    var writer = new PrintWriter(said);
    var jlink =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new IOException("this Java has no jlink: a JDK is needed"));
    if (jlink.run(writer, writer, arguments.toArray(String[]::new)) != 0) {
      throw new IOException("jlink failed: " + said);
    }
  }
}
