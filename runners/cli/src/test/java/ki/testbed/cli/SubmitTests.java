package ki.testbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import ki.testbed.protocol.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an archive to a measured result, with the connection breaking here and there. */
class SubmitTests {
  private static final String ACCEPTED =
      "{\"id\":\"s1\",\"name\":\"langid\",\"version\":\"1\",\"state\":\"ACCEPTED\",\"findings\":[],\"imageDigest\":\"sha256:ab\"}";
  private static final String CHECKING =
      "{\"id\":\"s1\",\"name\":\"langid\",\"version\":\"1\",\"state\":\"CHECKING\",\"findings\":[]}";

  @TempDir private Path folder;
  private StubTestbed testbed;
  private byte[] archive = new byte[0];

  @BeforeEach
  void start() throws IOException {
    archive = new byte[50_000];
    new Random(7).nextBytes(archive);
    Files.write(folder.resolve("image.tar"), archive);
    Files.writeString(folder.resolve("testbed.yaml"), "apiVersion: testbed/v1\n");
    testbed =
        new StubTestbed()
            .answer("POST /manifest-checks", 200, "{\"findings\":[],\"effective\":{}}")
            .answer("GET /limits", 200, "{\"chunkBytes\":20000}")
            .answer("POST /uploads", 201, "{\"id\":\"u1\",\"state\":\"OPEN\",\"offset\":0}")
            .answer("POST /submissions", 202, CHECKING)
            .answer("GET /submissions/s1", 200, CHECKING)
            .answer("GET /submissions/s1", 200, ACCEPTED)
            .answer(
                "GET /test-plans",
                200,
                "{\"items\":[{\"id\":\"other\",\"ref\":\"other@9\"},{\"id\":\"p\",\"ref\":\"p@2\"}]}")
            .answer("POST /evaluations", 202, "{\"id\":\"e1\"}")
            .answer("GET /evaluations/e1/result", 200, Bodies.RESULT);
  }

  @AfterEach
  void stop() {
    testbed.close();
  }

  private Console submit(String... more) {
    var arguments =
        new java.util.ArrayList<>(
            java.util.List.of("submit", folder.resolve("image.tar").toString()));
    arguments.addAll(java.util.List.of("--manifest", folder.resolve("testbed.yaml").toString()));
    arguments.addAll(java.util.List.of(more));
    return Console.english(testbed.url()).run(arguments.toArray(String[]::new));
  }

  @Test
  void sendsTheArchiveInPiecesAndHandsItIn() {
    var console = submit();
    assertThat(console.err()).contains("Accepted: langid 1, image sha256:ab");
    assertThat(console.exit()).isZero();
    assertThat(console.out()).isEqualToIgnoringNewLines("s1");
    assertThat(testbed.uploaded()).isEqualTo(archive);
    assertThat(testbed.body("POST /uploads"))
        .contains(Sha256.of(archive).hex())
        .contains("\"sizeBytes\":50000");
    assertThat(testbed.body("POST /submissions"))
        .contains("apiVersion: testbed/v1")
        .contains("\"uploadId\":\"u1\"");
    assertThat(testbed.seen()).filteredOn("PATCH /uploads/u1"::equals).hasSize(3);
  }

  @Test
  void handsInWhatLiesInARegistryWithTheLoginOfAPrivateFile() throws IOException {
    var reference = "registry.example/acme/langid@sha256:" + "a".repeat(64);
    var login = Files.writeString(folder.resolve("login"), "acme\na very secret token\n");
    Files.setPosixFilePermissions(login, PosixFilePermissions.fromString("rw-------"));
    var console =
        Console.english(testbed.url())
            .run(
                "submit",
                reference,
                "--registry-login",
                login.toString(),
                "--manifest",
                folder.resolve("testbed.yaml").toString());

    assertThat(console.exit()).isZero();
    assertThat(testbed.body("POST /submissions"))
        .contains("\"reference\":\"" + reference + "\"")
        .contains("\"name\":\"acme\",\"secret\":\"a very secret token\"")
        .doesNotContain("uploadId");
    assertThat(console.err() + console.out()).doesNotContain("very secret");
    assertThat(testbed.seen()).noneMatch(one -> one.contains("/uploads"));

    Files.setPosixFilePermissions(login, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(
            Console.english(testbed.url())
                .run("submit", reference, "--registry-login", login.toString())
                .exit())
        .as("a file that others can read")
        .isEqualTo(2);
  }

  @Test
  void aManifestWithAMistakeIsRefusedBeforeAnythingIsSent() throws IOException {
    try (var strict = new StubTestbed()) {
      strict.answer(
          "POST /manifest-checks",
          200,
          "{\"findings\":[{\"id\":\"M002\",\"severity\":\"ERROR\",\"pointer\":\"/colour\",\"message\":{\"en\":\"Unknown field\",\"de\":\"\"},"
              + "\"next\":{\"en\":\"Remove it.\",\"de\":\"\"}}]}");
      var console =
          Console.english(strict.url())
              .run(
                  "submit",
                  folder.resolve("image.tar").toString(),
                  "--manifest",
                  folder.resolve("testbed.yaml").toString());
      assertThat(console.err()).contains("M002").contains("nothing was sent");
      assertThat(console.exit()).isEqualTo(ExitCode.FINDINGS.number());
      assertThat(strict.seen()).containsExactly("POST /manifest-checks");
    }
  }

  @Test
  void goesOnWhereTheConnectionBroke() {
    testbed.cutPieces(2);
    assertThat(submit().exit()).isZero();
    assertThat(testbed.uploaded()).isEqualTo(archive);
  }

  @Test
  void givesUpWhenTheConnectionKeepsBreaking() {
    testbed.cutPieces(1000);
    var console = submit();
    assertThat(console.exit()).isEqualTo(7);
    assertThat(console.err()).contains("keeps breaking");
  }

  @Test
  void sendsNothingThatIsThereAlready() throws IOException {
    try (var other = new StubTestbed()) {
      other
          .answer("POST /manifest-checks", 200, "{\"findings\":[],\"effective\":{}}")
          .answer("POST /uploads", 200, "{\"id\":\"u1\",\"state\":\"COMPLETE\",\"offset\":50000}")
          .answer("POST /submissions", 202, ACCEPTED);
      testbed.close();
      testbed = other;
      assertThat(submit().exit()).isZero();
      assertThat(other.seen())
          .containsExactly("POST /manifest-checks", "POST /uploads", "POST /submissions");
    }
  }

  @Test
  void rejectedMeansFindingsAndExitCodeThree() throws IOException {
    try (var other = new StubTestbed()) {
      other
          .answer("POST /manifest-checks", 200, "{\"findings\":[],\"effective\":{}}")
          .answer("POST /uploads", 200, "{\"id\":\"u1\",\"state\":\"COMPLETE\"}")
          .answer(
              "POST /submissions",
              202,
              "{\"id\":\"s1\",\"name\":\"langid\",\"version\":\"1\",\"state\":\"REJECTED\",\"findings\":[{\"id\":\"I112\",\"severity\":\"ERROR\","
                  + "\"pointer\":\"\",\"message\":{\"de\":\"falsch\",\"en\":\"built for arm64\"},\"nextStep\":{\"de\":\"neu\",\"en\":\"build anew\"}}]}");
      testbed.close();
      testbed = other;
      var console = submit("--plan", "p@2");
      assertThat(console.exit()).isEqualTo(3);
      assertThat(console.err())
          .contains("I112 error built for arm64 build anew")
          .contains("was not accepted: rejected");
    }
  }

  @Test
  void startsTheNewestPlanAndPrintsTheEvaluation() {
    var console = submit("--plan", "p", "--dry-run");
    assertThat(console.out()).isEqualToIgnoringNewLines("e1");
    assertThat(testbed.body("POST /evaluations")).contains("\"plan\":\"p@2\"").contains("DRY_RUN");
  }

  @Test
  void anUnknownPlanIsNamed() {
    var console = submit("--plan", "nowhere");
    assertThat(console.exit()).isEqualTo(4);
    assertThat(console.err()).contains("no test plan nowhere");
  }

  @Test
  void followsTheMeasurementThroughABrokenStream() {
    testbed
        .answer("GET /evaluations/e1", 200, Bodies.evaluation("OPEN", "QUEUED"))
        .answer("GET /evaluations/e1", 200, Bodies.evaluation("OPEN", "RUNNING"))
        .answer("GET /evaluations/e1", 200, Bodies.evaluation("JUDGED", "SUCCEEDED"))
        .events(
            "GET /evaluations/e1/events",
            ": open\n\nid: 1\nevent: state\ndata: {\"run\":\"r1\",\"attempt\":1,\"state\":\"RUNNING\"}\n\n"
                + "id: 2\nevent: phase\ndata: {\"run\":\"r1\",\"event\":{\"phase\":\"WARMUP\",\"state\":\"BEGIN\"}}\n\n"
                + "id: 3\nevent: interval\ndata: {\"run\":\"r1\",\"event\":{\"phase\":\"WINDOW\",\"sent\":7,\"failed\":0,\"p50Ns\":1500000,\"p99Ns\":2500000}}\n\n")
        .events(
            "GET /evaluations/e1/events", "id: 4\nevent: end\ndata: {\"state\":\"JUDGED\"}\n\n");
    var console = submit("--plan", "p@2", "--watch");
    assertThat(console.exit()).isZero();
    assertThat(console.err())
        .containsSubsequence("acc: queued", "acc: running", "acc: warm-up", "acc: measured");
    assertThat(console.out()).contains("c-accuracy");
    assertThat(testbed.seen()).filteredOn("GET /evaluations/e1/events"::equals).hasSize(2);
  }
}
