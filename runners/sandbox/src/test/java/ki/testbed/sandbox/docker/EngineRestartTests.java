package ki.testbed.sandbox.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import ki.testbed.sandbox.Eventually;
import ki.testbed.sandbox.Exit;
import ki.testbed.sandbox.Fence;
import ki.testbed.sandbox.ImageSource;
import ki.testbed.sandbox.OwnedSandbox;
import ki.testbed.sandbox.Recorder;
import ki.testbed.sandbox.Resources;
import ki.testbed.sandbox.RunnerSpec;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxSpec;
import ki.testbed.sandbox.SandboxStatus.Exited;
import ki.testbed.sandbox.SandboxStatus.Gone;
import ki.testbed.sandbox.SandboxStatus.Ready;
import ki.testbed.sandbox.SandboxUnreachable;
import ki.testbed.sandbox.SutSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine of its own, started by our script, dies under a running sandbox and comes back. */
@Tag("engine")
class EngineRestartTests {
  private static final Fence FENCE = Fence.alone();
  private static final byte[] ORDER = "go\n".getBytes(UTF_8);

  @TempDir private Path state;
  private DockerBackend backend;
  private SandboxHandle handle;

  private String engine(String verb) throws Exception {
    var process =
        new ProcessBuilder("./engine", verb, state.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    return printed.lines().reduce("", (_, last) -> last);
  }

  private void killEngine() throws IOException {
    Path runtime =
        Path.of(Files.readString(state.resolve("socket")).strip()).resolveSibling("dockerd.pid");
    ProcessHandle.of(Long.parseLong(Files.readString(runtime).strip()))
        .orElseThrow()
        .destroyForcibly();
    Eventually.seen(this::reachable, reachable -> !reachable);
  }

  private boolean reachable() {
    try {
      return !backend.owned().isEmpty();
    } catch (SandboxUnreachable _) {
      return false;
    }
  }

  private static ImageSource shell(String script) {
    return TestImages.of(List.of("/bin/busybox", "sh", "-c", script));
  }

  @BeforeEach
  void startSandbox() throws Exception {
    backend =
        DockerBackend.open(
            new DockerSettings(URI.create(engine("start")), UUID.randomUUID()),
            InstantSource.system());
    var runner =
        shell("read -r line; seq 1 1000; until [ -e /tmp/never ]; do sleep 1; echo tick; done");
    var sut = shell("exec sleep 600");
    backend.load(runner, FENCE);
    backend.load(sut, FENCE);
    var resources = new Resources(500, 64L << 20, 32, 1 << 20, 1 << 20);
    var spec =
        new SandboxSpec(
            UUID.randomUUID(),
            UUID.randomUUID(),
            1,
            Instant.parse("2030-01-01T00:00:00Z"),
            new RunnerSpec(runner, resources, ""),
            new SutSpec(sut, resources, Duration.ofSeconds(1), ""));
    handle = backend.create(spec, FENCE);
    backend.order(handle, new ByteArrayInputStream(ORDER), ORDER.length, FENCE);
  }

  @AfterEach
  void leaveNothing() throws Exception {
    backend.close();
    Path runtime = Path.of(Files.readString(state.resolve("socket")).strip()).getParent();
    engine("clean");
    assertThat(state).doesNotExist();
    assertThat(runtime).doesNotExist();
    assertThat(Files.readString(Path.of("/proc/mounts"))).doesNotContain(runtime.toString());
    Files.createDirectory(state); // which the extension expects to remove itself
  }

  @Test
  void sandboxOutlivesItsEngineAndItsEventsAreWhole() throws Exception {
    var before = new Recorder();
    try (var _ = backend.events(handle, before)) {
      before.firstLine();
      killEngine();
      assertThat(before.broken()).isTrue();
    }
    assertThatExceptionOfType(SandboxUnreachable.class).isThrownBy(() -> backend.status(handle));
    engine("start");
    assertThat(backend.owned()).extracting(OwnedSandbox::handle).containsExactly(handle);
    assertThat(backend.status(handle)).isInstanceOf(Ready.class);
    var after = new Recorder();
    try (var _ = backend.events(handle, after)) {
      Eventually.seen(after::count, count -> count > 1000);
    }
    assertThat(after.lines().subList(0, 1000)).startsWith("1", "2", "3").endsWith("1000");
    backend.remove(handle, FENCE);
    assertThat(backend.status(handle)).isEqualTo(new Gone());
  }

  @Test
  void endsNobodySawAreUnknownOrTold() throws Exception {
    engine("stop");
    assertThatExceptionOfType(SandboxUnreachable.class).isThrownBy(() -> backend.status(handle));
    engine("start");
    var exited = (Exited) Eventually.seen(() -> backend.status(handle), Exited.class::isInstance);
    assertThat(exited.sut().map(Exit::how).orElseThrow())
        .satisfiesAnyOf(
            how -> assertThat(how).isInstanceOf(Exit.How.Unknown.class),
            how -> assertThat(how).isEqualTo(new Exit.How.Code(137)));
    backend.remove(handle, FENCE);
  }
}
