package ki.testbed.runner.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import ki.testbed.protocol.Sha256;

/**
 * The program's classes, parsed and linked ahead (class data sharing), so that it starts in half
 * the CPU time. The same class list, jars and runtime give the same bytes: the archive is dumped
 * from a list, with relative paths, and from jars with the times they have in the image.
 */
record ClassArchive(ImagePlan plan, Path runtime) {
  /** Where it lies inside the image. */
  static final String PLACE = ImagePlan.HOME + "classes.jsa";

  /**
   * No collection on the way to the dump: what other threads do after one shows in the archive, and
   * when they do it is chance. Chance is not gone for good, so two dumps must agree.
   */
  private static final List<String> STILL =
      List.of("-Xms512m", "-Xmx512m", "-Xmn384m", "-XX:MetaspaceSize=512m");

  private static final int MOST_DUMPS = 6;

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
      String classPath = stage(stage);
      Path archive = plan.tar().resolveSibling(plan.tar().getFileName() + ".jsa");
      Set<Sha256> seen = new HashSet<>();
      Path dumped = dump(stage, classList, classPath);
      while (seen.add(Fingerprint.ofFile(dumped))) {
        if (seen.size() == MOST_DUMPS) {
          throw new IOException("no two of " + MOST_DUMPS + " class archives are the same");
        }
        dumped = dump(stage, classList, classPath);
      }
      return Files.move(dumped, archive, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      delete(stage);
    }
  }

  private String stage(Path stage) throws IOException {
    List<String> jars = new ArrayList<>();
    jars.add(copy(plan.app(), stage, "app"));
    for (Path library : plan.libraries()) {
      jars.add(copy(library, stage, "app/lib"));
    }
    return String.join(":", jars);
  }

  private Path dump(Path stage, Path classList, String classPath)
      throws IOException, InterruptedException {
    Path archive = stage.resolve("classes.jsa");
    Files.deleteIfExists(archive);
    List<String> command = new ArrayList<>();
    command.add(runtime.resolve("opt/jre/bin/java").toAbsolutePath().toString());
    command.addAll(plan.jvm());
    command.addAll(STILL);
    command.add("-Xshare:dump");
    command.add("-XX:SharedClassListFile=" + classList.toAbsolutePath());
    command.addAll(List.of("-XX:SharedArchiveFile=classes.jsa", "-cp", classPath));
    Path said = stage.resolve("said");
    Process dumping =
        new ProcessBuilder(command)
            .directory(stage.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (dumping.waitFor() != 0 || !Files.exists(archive)) {
      throw new IOException("the class archive could not be made: " + Files.readString(said));
    }
    return archive;
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
