package ki.testbed.intake;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The program and arguments that start a Java process which finds this module's classes; memory
 * bounds and the main class are put between.
 *
 * @param java the program
 * @param classPath as {@code -cp} takes it
 * @param main what follows: system properties and the main class
 */
public record IntakeCommand(Path java, String classPath, List<String> main) {
  private static final String MAIN = IntakeMain.class.getName();
  private static final String LAUNCHER =
      "org.springframework.boot.loader.launch.PropertiesLauncher";

  public IntakeCommand {
    main = List.copyOf(main);
  }

  /**
   * As this process was started: from classes, from jars, from an extracted application ({@code
   * java -jar ext/app.jar}, whose manifest names the jars beside it) or from an executable jar with
   * jars inside, whose own launcher is then used.
   */
  public static IntakeCommand ofThisProcess() {
    return of(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        absolute(System.getProperty("java.class.path")));
  }

  /**
   * With this class path, for an operator who keeps the classes elsewhere.
   *
   * @param classPath absolute entries; one executable jar with jars inside is recognised
   */
  public static IntakeCommand of(Path java, String classPath) {
    return new IntakeCommand(
        java,
        classPath,
        holdsJars(classPath) ? List.of("-Dloader.main=" + MAIN, LAUNCHER) : List.of(MAIN));
  }

  /** As the process will run in another directory. */
  static String absolute(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  List<String> withOptions(List<String> options) {
    var line = new ArrayList<String>();
    line.add(java.toString());
    line.addAll(options);
    line.addAll(List.of("-cp", classPath));
    line.addAll(main);
    return line;
  }

  private static boolean holdsJars(String classPath) {
    if (!classPath.endsWith(".jar") || classPath.contains(File.pathSeparator)) {
      return false;
    }
    try (var jar = new JarFile(classPath)) {
      return jar.getEntry("BOOT-INF/lib/") != null;
    } catch (IOException e) {
      return false;
    }
  }
}
