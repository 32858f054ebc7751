package ki.testbed.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.sandbox.Exit;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxRefused.Cause;
import ki.testbed.sandbox.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class ExitsTests {
  private static final Instant ENDED = Instant.parse("2026-01-01T00:00:10Z");
  private static final String STARTED = "2026-01-01T00:00:00Z";
  private static final String NEVER = "0001-01-01T00:00:00Z";
  private static final Marks MARKS =
      new Marks(
          new UUID(0, 1),
          new UUID(0, 2),
          new SandboxHandle(new UUID(0, 3), 1),
          1,
          Part.SUT,
          Instant.EPOCH,
          "",
          0);

  private final Exits exits =
      new Exits(InstantSource.fixed(ENDED.plus(Duration.ofHours(1))), _ -> false);

  private static Container container(String started, long code, String error) {
    ObjectNode state =
        Json.object()
            .put("Running", false)
            .put("StartedAt", started)
            .put("ExitCode", code)
            .put("Error", error);
    state.put("FinishedAt", started.equals(NEVER) ? NEVER : ENDED.toString());
    return new Container(Json.object().set("State", state), MARKS);
  }

  private Exit exit(Container container, String lastWords) {
    return exits.of(container, new Usage.Counter.Value(0), () -> lastWords).orElseThrow();
  }

  @Test
  void createdAndRunningContainersHaveNotEnded() {
    assertThat(exits.of(container(NEVER, 0, ""), new Usage.Counter.Value(0), () -> "")).isEmpty();
    var running =
        new Container(Json.object().set("State", Json.object().put("Running", true)), MARKS);
    assertThat(exits.of(running, new Usage.Counter.Value(0), () -> "")).isEmpty();
  }

  @Test
  void endIsTimedByTheEngine() {
    assertThat(exit(container(STARTED, 3, ""), "").at()).isEqualTo(ENDED);
  }

  @ParameterizedTest
  @ValueSource(longs = {255, 256, 4294967295L, -1})
  void codesTheEngineMayHaveMadeUpAreUnknown(long code) {
    assertThat(exit(container(STARTED, code, ""), "").how()).isInstanceOf(Exit.How.Unknown.class);
  }

  @Test
  void code255OfAnEngineThatLivedThroughTheEndIsACode() {
    var watching = new Exits(InstantSource.fixed(ENDED), ENDED::equals);
    assertThat(watching.of(container(STARTED, 255, ""), new Usage.Counter.Value(0), () -> ""))
        .map(Exit::how)
        .isEqualTo(Optional.of(new Exit.How.Code(255)));
  }

  @ParameterizedTest
  @CsvSource({
    "127, No such file or directory, NOT_STARTABLE",
    "126, Permission denied, NOT_STARTABLE",
    "1, Exec format error, WRONG_BINARY",
    "1, Resource temporarily unavailable, CREATE_FAILED"
  })
  void initTellsWhyAProgramDidNotStart(long code, String error, Cause cause) {
    Exit exit =
        exit(
            container(STARTED, code, ""),
            "noise\n[FATAL tini (7)] exec /app/run failed: " + error + "\n");
    assertThat(exit.how()).isEqualTo(new Exit.How.NotStarted(cause, "exec /app/run: " + error));
  }

  @Test
  void exit1WithoutWordsOfInitIsACode() {
    assertThat(exit(container(STARTED, 1, ""), "Traceback: exec failed").how())
        .isEqualTo(new Exit.How.Code(1));
  }

  @ParameterizedTest
  @CsvSource({
    "'starting container process caused: exec: \"/x\": stat /x: no such file or directory', NOT_STARTABLE",
    "'chdir to cwd (\"/x\") set in config.json failed: permission denied', NOT_STARTABLE",
    "'exec /x: exec format error', WRONG_BINARY",
    "'process_linux.go: applying cgroup configuration: no space left on device', CREATE_FAILED",
    "'rootfs_linux.go: mounting \"proc\" to rootfs: permission denied', CREATE_FAILED"
  })
  void engineTellsWhyAContainerDidNotStart(String error, Cause cause) {
    Exit exit = exit(container(NEVER, 128, error), "");
    assertThat(exit.how()).isEqualTo(new Exit.How.NotStarted(cause, error));
    assertThat(exit.at()).isAfter(ENDED);
  }

  @Test
  void wordsOfStrangersFitOnOneLine() {
    Exit exit =
        exit(
            container(
                NEVER, 128, "exec: \"/a\u001b[31m\nb\u202e\": " + "x".repeat(1000) + ": not found"),
            "");
    assertThat(exit.message())
        .hasSizeLessThanOrEqualTo(300)
        .doesNotContain("\n", "\u001b", "\u202e");
  }
}
