package ki.testbed.sandbox.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import ki.testbed.sandbox.Fence;
import ki.testbed.sandbox.ImageSource;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.Recorder;
import ki.testbed.sandbox.Resources;
import ki.testbed.sandbox.RunnerSpec;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxSpec;
import ki.testbed.sandbox.SutSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long the steps of a sandbox take on this machine. */
@Tag("bench")
class DockerFiguresTests {
  private static final Fence FENCE = Fence.alone();
  private static final int ROUNDS = 21;

  private final Map<String, List<Duration>> times = new TreeMap<>();

  private void timed(String step, Runnable action) {
    long begin = System.nanoTime();
    action.run();
    times
        .computeIfAbsent(step, _ -> new ArrayList<>())
        .add(Duration.ofNanos(System.nanoTime() - begin));
  }

  @Test
  void stepsOfASandbox() {
    try (var backend = DockerBackend.open(TestEngine.settings(), InstantSource.system())) {
      for (int i = 0; i < ROUNDS; i++) {
        round(backend);
      }
      order(backend, 200 << 20);
    }
    times.forEach((step, all) ->
        System.out.printf(
            "FIGURE sandbox_%s_median_ms %.1f ms%n", step, median(all).toNanos() / 1e6));
    assertThat(times).containsKeys("create", "order", "remove");
  }

  private static Duration median(List<Duration> all) {
    return all.stream().sorted().skip(all.size() / 2).findFirst().orElseThrow();
  }

  private static ImageSource shell(String script) {
    return TestImages.of(List.of("/bin/busybox", "sh", "-c", script));
  }

  private SandboxSpec spec(DockerBackend backend, String runner) {
    var resources = new Resources(1000, 256L << 20, 32, 1 << 20, 1 << 20);
    var runnerImage = shell(runner);
    var sutImage = shell("exec sleep 600");
    timed("load", () -> backend.load(runnerImage, FENCE));
    backend.load(sutImage, FENCE);
    return new SandboxSpec(
        UUID.randomUUID(),
        UUID.randomUUID(),
        1,
        Instant.parse("2030-01-01T00:00:00Z"),
        new RunnerSpec(runnerImage, resources, ""),
        new SutSpec(sutImage, resources, Duration.ofSeconds(1), ""));
  }

  private void round(DockerBackend backend) {
    byte[] order = "go\n".getBytes(UTF_8);
    SandboxSpec spec = spec(backend, "read -r line; exec sleep 600");
    timed("create", () -> backend.create(spec, FENCE));
    timed(
        "order",
        () -> backend.order(spec.handle(), new ByteArrayInputStream(order), order.length, FENCE));
    timed("status", () -> backend.status(spec.handle()));
    timed("usage", () -> backend.usage(spec.handle(), Part.SUT));
    timed("kill", () -> backend.stop(spec.handle(), Part.SUT, Duration.ZERO, FENCE));
    timed("remove", () -> backend.remove(spec.handle(), FENCE));
  }

  private void order(DockerBackend backend, int bytes) {
    SandboxSpec spec = spec(backend, "head -c " + bytes + " | sha256sum; exec sleep 600");
    SandboxHandle handle = backend.create(spec, FENCE);
    timed(
        "order_200_mib",
        () -> backend.order(handle, new ByteArrayInputStream(new byte[bytes]), bytes, FENCE));
    var events = new Recorder();
    timed(
        "hash_after_order",
        () -> {
          try (var _ = backend.events(handle, events)) {
            events.firstLine();
          }
        });
    backend.remove(handle, FENCE);
  }
}
