package ki.testbed.runner.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The program's classes, parsed and linked ahead (class data sharing), so that it starts in half
 * the CPU time. The same class list, jars and runtime give the same bytes: the archive is dumped
 * from a list, with relative paths, and from jars with the times they have in the image.
 */
record ClassArchive(ImagePlan plan, Path runtime) {
  /** Where it lies inside the image. */
  static final String PLACE = ImagePlan.HOME + "classes.jsa";

  /** The time image entries get; the virtual machine compares it with the jars it finds. */
  private static final FileTime ENTRY_TIME = FileTime.fromMillis(1000);

  /**
   * Makes it.
   *
   * @param classList names of the classes, as the virtual machine lists them
   */
  Path make(Path classList) throws IOException, InterruptedException {
    Path stage = Files.createTempDirectory(plan.cache(), "classes-");
    try {
      dump(stage, classList.toAbsolutePath());
      Path archive = plan.tar().resolveSibling(plan.tar().getFileName() + ".jsa");
      return Files.move(
          stage.resolve("classes.jsa"), archive, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } finally {
      delete(stage);
    }
  }

  private void dump(Path stage, Path classList) throws IOException, InterruptedException {
    List<String> jars = new ArrayList<>();
    jars.add(copy(plan.app(), stage, "app"));
    for (Path library : plan.libraries()) {
      jars.add(copy(library, stage, "app/lib"));
    }
    List<String> command =
        new ArrayList<>(List.of(runtime.resolve("opt/jre/bin/java").toAbsolutePath().toString()));
    command.addAll(plan.jvm());
    command.addAll(
        List.of(
            "-Xshare:dump",
            "-XX:SharedClassListFile=" + classList,
            "-XX:SharedArchiveFile=classes.jsa",
            "-cp",
            String.join(":", jars)));
    Path said = stage.resolve("said");
    Process dumping =
        new ProcessBuilder(command)
            .directory(stage.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (dumping.waitFor() != 0 || !Files.exists(stage.resolve("classes.jsa"))) {
      throw new IOException("the class archive could not be made: " + Files.readString(said));
    }
  }

  private static String copy(Path jar, Path stage, String folder) throws IOException {
    Path target = stage.resolve(folder).resolve(jar.getFileName());
    Files.createDirectories(target.getParent());
    Files.copy(jar, target);
    Files.setLastModifiedTime(target, ENTRY_TIME);
    return stage.relativize(target).toString();
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(ClassArchive::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
