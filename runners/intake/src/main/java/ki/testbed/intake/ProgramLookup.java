package ki.testbed.intake;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ki.testbed.intake.PathLookup.Found;
import ki.testbed.intake.ProgramFacts.Kind;

/** Finds the file that a start would run, as the engine's runtime does: by path, or along PATH. */
final class ProgramLookup {
  /** What engines set if the image sets none. */
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private static final int EXECUTE = 0111;
  private static final int READ_EXECUTE_OTHERS = 05;

  private final MergedTree tree;
  private final Platform platform;

  ProgramLookup(MergedTree tree, Platform platform) {
    this.tree = tree;
    this.platform = platform;
  }

  /** Absent if nothing says what to start. */
  Optional<ProgramFacts> find(StartFacts image, ImageSettings settings) {
    return Stream.concat(settings.entrypoint(image).stream(), settings.cmd(image).stream())
        .findFirst()
        .map(name -> program(name, image, settings));
  }

  TreeFacts.WorkingDir workingDir(StartFacts image) {
    Found found = PathLookup.find(tree, ImagePath.absolute(image.workingDir()));
    if (found.isAbsent()) {
      return TreeFacts.WorkingDir.MISSING;
    }
    return isDirectory(found) ? TreeFacts.WorkingDir.DIRECTORY : TreeFacts.WorkingDir.NO_DIRECTORY;
  }

  private ProgramFacts program(String name, StartFacts image, ImageSettings settings) {
    List<Found> files =
        candidates(name, image, settings).stream()
            .map(path -> PathLookup.find(tree, path))
            .filter(this::isFile)
            .toList();
    Optional<Found> best =
        files.stream().filter(this::isExecutable).findFirst().or(() -> files.stream().findFirst());
    return best.map(found -> facts(name, found))
        .orElseGet(() -> new ProgramFacts(Shown.of(name), "", Kind.MISSING, false));
  }

  private static List<String> candidates(String name, StartFacts image, ImageSettings settings) {
    if (name.isEmpty()) {
      return List.of();
    }
    if (name.indexOf('/') >= 0) {
      return List.of(
          name.startsWith("/") ? name : ImagePath.absolute(image.workingDir()) + "/" + name);
    }
    return Stream.of(path(image, settings).split(":", -1))
        .filter(directory -> directory.startsWith("/"))
        .map(directory -> directory + "/" + name)
        .toList();
  }

  private static String path(StartFacts image, ImageSettings settings) {
    Optional<String> ofImage =
        image.env().stream()
            .filter(variable -> variable.startsWith("PATH="))
            .reduce((_, later) -> later);
    return Optional.ofNullable(settings.env().get("PATH"))
        .or(() -> ofImage.map(variable -> variable.substring(5)))
        .orElse(DEFAULT_PATH);
  }

  private ProgramFacts facts(String name, Found found) {
    int mode = tree.mode(found.node());
    boolean openToOthers = found.open() && (mode & READ_EXECUTE_OTHERS) == READ_EXECUTE_OTHERS;
    return new ProgramFacts(Shown.of(name), Shown.of(found.path()), kind(found), openToOthers);
  }

  private Kind kind(Found found) {
    if (!isExecutable(found)) {
      return Kind.NOT_EXECUTABLE;
    }
    int head = tree.head(found.node());
    if (head == FileHead.NOTHING) {
      return Kind.NO_PROGRAM;
    }
    if (head == FileHead.SCRIPT) {
      return Kind.SCRIPT;
    }
    int expected = FileHead.nativeTo(platform);
    return expected == FileHead.NOTHING || head == expected ? Kind.NATIVE : Kind.FOREIGN;
  }

  private boolean isExecutable(Found found) {
    return (tree.mode(found.node()) & EXECUTE) != 0;
  }

  private boolean isFile(Found found) {
    return !found.isAbsent() && !isDirectory(found);
  }

  private boolean isDirectory(Found found) {
    return tree.kind(found.node()) == MergedTree.Kind.DIRECTORY;
  }
}
