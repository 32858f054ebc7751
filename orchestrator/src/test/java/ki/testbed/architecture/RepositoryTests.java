package ki.testbed.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept reads the same on every machine and owes nothing to one of them. */
class RepositoryTests {
  /** Folders that a home or a build machine has; a path in a container or URL is none of them. */
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.)}*<\\-/])/(?:root|work|home/\\w+|Users/\\w+)(?![\\w-])");

  private static final Pattern REGISTRY =
      Pattern.compile(
          "(?:registry(?:-1)?\\.docker\\.io|index\\.docker\\.io|docker\\.io/|ghcr\\.io|quay\\.io"
              + "|\\bgcr\\.io|registry\\.k8s\\.io|registry\\.npmjs|repo1?\\.maven\\.(?:apache\\.)?org|artifactory|jfrog)");

  private static final Pattern UNFINISHED = Pattern.compile("\\b(?:TODO|FIXME)\\b");

  @Test
  void noPathOfAMachineIsKept() {
    assertNowhere(MACHINE_PATH, "a path of one machine: say it relative to the project");
  }

  @Test
  void noHostOfARegistryIsKept() {
    assertNowhere(
        REGISTRY, "a registry: images come as archives, libraries from where Maven is told");
  }

  @Test
  void nothingUnfinishedIsKept() {
    assertNowhere(UNFINISHED, "a note to ourselves: do it, or write an issue");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/root/x", "cd /work", "\"/home/anna\"", "path=/Users/anna/src"})
  void aPathOfAMachineIsRecognized(String line) {
    assertThat(line).containsPattern(MACHINE_PATH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/proc/1/root", "/api/v1/work", "/worker", "src/home/x"})
  void otherPathsAreNone(String line) {
    assertThat(line).doesNotContainPattern(MACHINE_PATH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ghcr.io/a/b", "https://repo.maven.apache.org/maven2"})
  void aRegistryIsRecognized(String line) {
    assertThat(line).containsPattern(REGISTRY);
  }

  @Test
  void aNoteIsRecognized() {
    assertThat("// TODO later").containsPattern(UNFINISHED);
    assertThat("todoList").doesNotContainPattern(UNFINISHED);
  }

  private static void assertNowhere(Pattern pattern, String instead) {
    assertThat(kept().flatMap(file -> found(pattern, file))).as(instead).isEmpty();
  }

  /** All but this file, which names what it looks for. */
  private static Stream<Path> kept() {
    return Sources.files().stream().filter(file -> !file.endsWith("RepositoryTests.java"));
  }

  private static Stream<String> found(Pattern pattern, Path file) {
    return text(file)
        .map(text -> text.lines().filter(line -> pattern.matcher(line).find()))
        .orElse(Stream.empty())
        .map(line -> Sources.shown(file) + ": " + line.strip());
  }

  /** Empty if the file is no text. */
  private static Optional<String> text(Path file) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
