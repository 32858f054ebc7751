package ki.testbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading results and lists, and how refusals are told. */
class ResultTests {
  private StubTestbed testbed;

  @BeforeEach
  void start() throws IOException {
    testbed = new StubTestbed();
  }

  @AfterEach
  void stop() {
    testbed.close();
  }

  @Test
  void showsAResultAsATable() {
    testbed.answer("GET /evaluations/e1/result", 200, Bodies.RESULT);
    var console = Console.english(testbed.url()).run("result", "e1");
    assertThat(console.exit()).isZero();
    assertThat(console.out())
        .contains("langid 3")
        .contains("0.9848")
        .contains("[0.978, 0.9897], each bound at 95 %, n 1382")
        .contains("p99 8.514 ms")
        .contains("112 MiB peak memory, 1.4 s cold start")
        .contains("met (preview)")
        .contains("<= 5 ms")
        .contains("Infinity")
        .contains("acc: rule H1.p99 does not hold, observed 0.9 ms, bound <= 0.5 ms");
    assertThat(console.err()).isEmpty();
  }

  @Test
  void speaksGerman() {
    testbed.answer("GET /evaluations/e1/result", 200, Bodies.RESULT);
    assertThat(new Console(testbed.url(), Locale.GERMANY).run("result", "e1").out())
        .contains("Genauigkeit")
        .contains("nicht erfüllt");
  }

  @Test
  void givesTheApisOwnBytesAsJson(@TempDir Path folder) {
    testbed.answer("GET /evaluations/e1/result", 200, Bodies.RESULT);
    var file = folder.resolve("result.json");
    var console =
        Console.english(testbed.url())
            .run("result", "e1", "--output", "json", "--result", file.toString());
    assertThat(console.out()).isEqualToIgnoringNewLines(Bodies.RESULT);
    assertThat(file).hasContent(Bodies.RESULT);
  }

  @Test
  void theGateLooksAtVerdicts() {
    testbed.answer("GET /evaluations/e1/result", 200, Bodies.RESULT);
    assertThat(Console.english(testbed.url()).run("result", "e1", "--gate").exit()).isEqualTo(1);
    testbed.answer(
        "GET /evaluations/e2/result", 200, Bodies.RESULT.replace("NOT_MET", "INCONCLUSIVE"));
    assertThat(Console.english(testbed.url()).run("result", "e2", "--gate").exit()).isEqualTo(8);
    testbed.answer("GET /evaluations/e3/result", 200, Bodies.RESULT.replace("NOT_MET", "MET"));
    assertThat(Console.english(testbed.url()).run("result", "e3", "--gate").exit()).isZero();
  }

  @Test
  void aFailedRunSaysWhyAndWhoseTurnItIs() {
    testbed.answer("GET /evaluations/e1/result", 200, Bodies.FAILED);
    var console = Console.english(testbed.url()).run("result", "e1");
    assertThat(console.exit()).isEqualTo(6);
    assertThat(console.out())
        .contains("acc: failed (EXITED_EARLY)", "ended after 0.4 s", "see last log lines");
    testbed.answer(
        "GET /evaluations/e2/result", 200, Bodies.FAILED.replace("SUBMISSION", "OPERATOR"));
    assertThat(Console.english(testbed.url()).run("result", "e2").exit()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "400,2", "401,10", "403,10", "404,4", "409,5", "412,5", "422,5", "500,7", "503,7", "429,7"
  })
  void refusalsHaveTheirExitCode(int status, int exit) {
    testbed.answer(
        "GET /me",
        status,
        "{\"title\":\"T\",\"detail\":\"What happened.\",\"nextStep\":\"What to do.\",\"requestId\":\"q7\",\"findings\":[]}");
    var console = Console.english(testbed.url()).run("whoami");
    assertThat(console.exit()).isEqualTo(exit);
    assertThat(console.err()).contains("What happened.", "What to do.", "Request q7");
    assertThat(console.out()).isEmpty();
  }

  @Test
  void waitsForATestbedThatIsBusy() {
    testbed
        .answer("GET /me", 503, "{}")
        .answer("GET /me", 200, "{\"name\":\"Ada\",\"roles\":[\"SUBMITTER\"],\"scopes\":[\"*\"]}");
    assertThat(Console.english(testbed.url()).run("whoami").out())
        .contains("Ada")
        .contains("SUBMITTER");
  }

  @Test
  void aTestbedThatIsAwayIsNamed() {
    testbed.close();
    var console = Console.english(testbed.url()).run("whoami");
    assertThat(console.exit()).isEqualTo(7);
    assertThat(console.err()).contains(testbed.url().toString()).contains("cannot be reached");
  }

  @Test
  void listsEvaluations() {
    testbed.answer(
        "GET /evaluations?limit=20",
        200,
        "{\"items\":[{\"id\":\"e1\",\"submissionName\":\"langid\",\"submissionVersion\":\"3\",\"plan\":\"p@1\",\"state\":\"JUDGED\","
            + "\"verdicts\":[{\"verdict\":\"MET\"}],\"createdAt\":\"2026-01-01T00:00:00.000Z\"}]}");
    assertThat(Console.english(testbed.url()).run("list").out())
        .contains("langid 3", "p@1", "finished", "met");
  }

  @Test
  void cancels() {
    testbed.answer("POST /evaluations/e1/cancellation", 202, "{}");
    assertThat(Console.english(testbed.url()).run("cancel", "e1").exit()).isZero();
    assertThat(testbed.seen()).containsExactly("POST /evaluations/e1/cancellation");
  }

  @Test
  void helpNeedsNoTestbed() {
    var console = Console.english(URI.create("http://127.0.0.1:1")).run("submit", "--help");
    assertThat(console.exit()).isZero();
    assertThat(console.out())
        .contains("Test plan to measure by", "Image archive", "Hands in an image archive");
  }

  @Test
  void withoutACommandItSaysSo() {
    var console = Console.english(URI.create("http://127.0.0.1:1")).run();
    assertThat(console.exit()).isEqualTo(2);
    assertThat(console.err()).contains("A command is missing");
  }

  @Test
  void textsOfOthersCannotSteerTheTerminal() {
    testbed.answer(
        "GET /evaluations/e1/result", 200, Bodies.RESULT.replace("langid", "a\\u001b[2Jb\\u202ec"));
    assertThat(Console.english(testbed.url()).run("result", "e1").out())
        .contains("a?[2Jb?c")
        .doesNotContain("\u001b", "\u202e");
  }
}
