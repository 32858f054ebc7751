package ki.testbed.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Classes that break a rule on purpose. They are compiled while the test runs, so that no scan of
 * ours ever meets them and libraries we do not have can be stood in for.
 */
final class WrongCode {
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern TYPE =
      Pattern.compile("(?:class|interface|@interface|record|enum) (\\w+)");

  private WrongCode() {}

  /**
   * The classes of these sources, one file each, which may also use what the tests may.
   *
   * @param folder empty, for the sources and their classes
   */
  static JavaClasses compiled(Path folder, String... sources) throws IOException {
    var files = new ArrayList<Path>();
    for (String source : sources) {
      Path file = folder.resolve("src").resolve(name(source).replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source));
    }
    compile(files, folder.resolve("classes"));
    return new ClassFileImporter().importPath(folder.resolve("classes"));
  }

  private static void compile(List<Path> files, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var said = new StringWriter();
    try (var manager = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-d",
              classes.toString(),
              "-classpath",
              System.getProperty("java.class.path"));
      var task =
          compiler.getTask(
              said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files));
      assertThat(task.call()).as(said.toString()).isTrue();
    }
  }

  private static String name(String source) {
    return first(PACKAGE, source) + "." + first(TYPE, source);
  }

  private static String first(Pattern pattern, String source) {
    Matcher found = pattern.matcher(source);
    assertThat(found.find()).as("%s in %s", pattern, source).isTrue();
    return found.group(1);
  }
}
