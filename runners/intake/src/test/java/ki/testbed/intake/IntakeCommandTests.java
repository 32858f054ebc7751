package ki.testbed.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeCommandTests {
  private static final Path JAVA = Path.of("java");
  private static final String MAIN = "ki.testbed.intake.IntakeMain";

  @TempDir private Path directory;

  @Test
  void classesAndJarsAreUsedAsTheyAre() {
    assertThat(IntakeCommand.of(JAVA, "a/classes:b.jar").withOptions(List.of("-Xmx1m")))
        .containsExactly("java", "-Xmx1m", "-cp", "a/classes:b.jar", MAIN);
  }

  @Test
  void theJarOfAnExtractedApplicationNamesItsOwnClassPath() throws Exception {
    String jar = jar("META-INF/MANIFEST.MF");
    assertThat(IntakeCommand.of(JAVA, jar).main()).containsExactly(MAIN);
  }

  @Test
  void aJarWithJarsInsideIsStartedByItsLauncher() throws Exception {
    String jar = jar("BOOT-INF/lib/");
    assertThat(IntakeCommand.of(JAVA, jar).main())
        .containsExactly(
            "-Dloader.main=" + MAIN, "org.springframework.boot.loader.launch.PropertiesLauncher");
  }

  @Test
  void aClassPathHoldsInAnyDirectory() {
    String here = Path.of("").toAbsolutePath().toString();
    assertThat(IntakeCommand.absolute("ext/app.jar:/opt/b.jar"))
        .isEqualTo(here + "/ext/app.jar:/opt/b.jar");
  }

  private String jar(String entry) throws Exception {
    Path file = directory.resolve("app.jar");
    try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new JarEntry(entry));
    }
    return file.toString();
  }
}
