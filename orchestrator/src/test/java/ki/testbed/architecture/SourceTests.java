package ki.testbed.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only sources tell, or what holds for modules that the service does not contain. */
class SourceTests {
  private static final Pattern EMPTY_WORD =
      Pattern.compile(
          "\\b(?:class|interface|record|enum) (\\w*(?:Manager|Helper|Utils?|Service|Impl|Base|Dto|Info|Data))\\b");

  /** Called like the section of the manifest, which submitters write. */
  private static final String SECTION_OF_THE_MANIFEST =
      "runners/rules/src/main/java/ki/testbed/rules/Manifest.java: public record Service(";

  private static final Pattern CLOCK_OR_DICE =
      Pattern.compile(
          "\\bInstant\\.now\\(|\\bSystem(?:\\.|::)(?:currentTimeMillis|nanoTime)\\b|\\bnew (?:Secure)?Random\\("
              + "|\\bMath(?:\\.|::)random\\b|\\bInstantSource\\.system\\(|\\bThreadLocalRandom\\.current\\(");
  private static final Pattern RUNNERS_WIRING =
      Pattern.compile(
          "runners/(harness/.*/runner/(Main|measure/\\w+|driver/\\w+)|cli/.*/cli/Main)\\.java");
  private static final Pattern TEST_METHOD =
      Pattern.compile(
          "^\\s*@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\\b", Pattern.MULTILINE);
  private static final Pattern STATE_WRITTEN =
      Pattern.compile("\\bupdate\\s+run\\s+set\\b(?:(?!\\bwhere\\b)[^;])*?\\bstate\\s*=");

  @Test
  void everyPackageSaysWhatItIsForAndThatNothingIsNull() {
    var folders = new TreeSet<Path>();
    Sources.mainJava().forEach(file -> folders.add(file.getParent()));

    assertThat(folders)
        .isNotEmpty()
        .allSatisfy(folder -> {
          Path says = folder.resolve("package-info.java");
          assertThat(says).as("add it, with one sentence and @NullMarked").exists();
          assertThat(Sources.text(says)).contains("@NullMarked");
          assertThat(Sources.sentence(says)).as("the sentence of %s", says).endsWith(".");
        });
  }

  @Test
  void namesSayWhatTheyNameInEveryModule() {
    assertThat(lines(Sources.java().stream().filter(SourceTests::isNotOfThisPackage), EMPTY_WORD))
        .as("a suffix that says nothing: name what it is or does, in the glossary's words")
        .containsOnly(SECTION_OF_THE_MANIFEST);
  }

  @Test
  void theSuffixIsRecognized() {
    assertThat("final class QueueManager {").containsPattern(EMPTY_WORD);
    assertThat("record UploadInfo(int size) {}").containsPattern(EMPTY_WORD);
    assertThat("class Database {").doesNotContainPattern(EMPTY_WORD);
  }

  @Test
  void switchesOverOurOwnSetsNameEveryCase() {
    assertThat(Switches.withUnexplainedDefault(Sources.mainJava()))
        .as(
            "a default hides the constant that is added next year: name every case, or say '%s why'",
            Switches.REASON)
        .isEmpty();
  }

  @Test
  void aDefaultOverNamesIsFoundAndOneOverTextIsNot(@TempDir Path folder) throws IOException {
    Path source =
        Files.writeString(
            folder.resolve("Choice.java"),
            """
            class Choice {
              int states(State state) {
                return switch (state) {
                  case QUEUED -> 1;
                  default -> 2;
                };
              }
              int types(Object decision) {
                return switch (decision) {
                  case Move move -> 1;
                  case null, default -> 2;
                };
              }
              int words(String word) {
                return switch (word) {
                  case "QUEUED" -> 1;
                  default -> 2;
                };
              }
              int events(Event event) {
                switch (event) {
                  case STARTED:
                    return 1;
                  // open set: of a library
                  default:
                    return 2;
                }
              }
            }
            """);

    assertThat(Switches.withUnexplainedDefault(List.of(source)))
        .containsExactly(source + ":5", source + ":11");
  }

  @Test
  void modulesOfRunnersTakeTimeAndChanceFromTheirMainOnly() {
    assertThat(lines(Sources.mainJava().stream().filter(SourceTests::isToldTheTime), CLOCK_OR_DICE))
        .as("take the clock or the dice as an argument; only Main, measure and driver ask for one")
        .isEmpty();
  }

  @Test
  void aClockAndADiceAreRecognized() {
    assertThat("var now = Instant.now();").containsPattern(CLOCK_OR_DICE);
    assertThat("this(System::nanoTime)").containsPattern(CLOCK_OR_DICE);
    assertThat("new Random(7)").containsPattern(CLOCK_OR_DICE);
    assertThat("clock.instant()").doesNotContainPattern(CLOCK_OR_DICE);
  }

  @Test
  void classesWithTestMethodsAreFoundInEveryModule() {
    assertThat(Sources.java().stream().filter(SourceTests::hasTests))
        .extracting(file -> file.getFileName().toString())
        .as("Surefire skips other names silently: end them in Tests")
        .isNotEmpty()
        .allMatch(name -> name.matches("\\w+(Tests|Contract)\\.java"));
  }

  @Test
  void onlyTheStoreOfRunsWritesTheirState() {
    assertThat(Sources.mainJava().stream().filter(SourceTests::writesAState))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("RunStore.java");
  }

  private static List<String> lines(Stream<Path> files, Pattern pattern) {
    return files
        .flatMap(file ->
            Sources.text(file)
                .lines()
                .filter(line -> pattern.matcher(line).find())
                .map(line -> Sources.shown(file) + ": " + line.strip()))
        .toList();
  }

  private static boolean isNotOfThisPackage(Path file) {
    return !file.startsWith(Path.of("src/test/java/ki/testbed/architecture").toAbsolutePath());
  }

  private static boolean isToldTheTime(Path file) {
    String name = Sources.shown(file);
    return name.startsWith("runners/") && !RUNNERS_WIRING.matcher(name).matches();
  }

  private static boolean hasTests(Path file) {
    return isNotOfThisPackage(file)
        && Sources.shown(file).startsWith("runners/")
        && TEST_METHOD.matcher(Sources.text(file)).find();
  }

  private static boolean writesAState(Path file) {
    return STATE_WRITTEN.matcher(Sources.text(file)).find();
  }
}
