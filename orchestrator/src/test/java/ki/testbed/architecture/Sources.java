package ki.testbed.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of the whole project as they are kept, without what a build or a run made. */
final class Sources {
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final Set<String> MADE =
      Set.of(".git", "target", ".testbed", ".idea", ".vscode", ".settings", "shared");
  private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

  private Sources() {}

  /** All files, sorted. */
  static List<Path> files() {
    var found = new ArrayList<Path>();
    try {
      Files.walkFileTree(ROOT, new Collecting(found));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.stream().sorted().toList();
  }

  /** Java sources of all modules, tests among them. */
  static List<Path> java() {
    return files().stream().filter(file -> file.toString().endsWith(".java")).toList();
  }

  /** Java sources of all modules that become part of what is delivered. */
  static List<Path> mainJava() {
    return java().stream().filter(file -> shown(file).contains("src/main/java/")).toList();
  }

  /** The path as it is said in a message. */
  static String shown(Path file) {
    return ROOT.relativize(file).toString();
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a package says it is for, on one line; empty if it says nothing. */
  static String sentence(Path packageInfo) {
    Matcher javadoc = JAVADOC.matcher(text(packageInfo));
    return javadoc.find()
        ? javadoc.group(1).replaceAll("\\n\\s*\\*", " ").replaceAll("\\s+", " ").strip()
        : "";
  }

  /** Takes files, leaves folders that are made. */
  private static final class Collecting extends SimpleFileVisitor<Path> {
    private final List<Path> found;

    Collecting(List<Path> found) {
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return MADE.contains(folder.getFileName().toString())
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      found.add(file);
      return FileVisitResult.CONTINUE;
    }
  }
}
