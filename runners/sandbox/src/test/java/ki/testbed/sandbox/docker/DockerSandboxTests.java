package ki.testbed.sandbox.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.protocol.Sha256;
import ki.testbed.sandbox.BackendFacts.Tier;
import ki.testbed.sandbox.Eventually;
import ki.testbed.sandbox.Exit;
import ki.testbed.sandbox.Fence;
import ki.testbed.sandbox.ImageSource;
import ki.testbed.sandbox.OwnedSandbox;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.Recorder;
import ki.testbed.sandbox.Resources;
import ki.testbed.sandbox.RunnerSpec;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxRefused;
import ki.testbed.sandbox.SandboxRefused.Cause;
import ki.testbed.sandbox.SandboxSpec;
import ki.testbed.sandbox.SandboxStatus.Exited;
import ki.testbed.sandbox.SandboxStatus.Gone;
import ki.testbed.sandbox.SutSpec;
import ki.testbed.sandbox.Usage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What holds on a Docker Engine beyond the contract: the profile as it is felt inside, and that
 * nobody else's things are touched.
 */
@Tag("engine")
class DockerSandboxTests {
  private static final Fence FENCE = Fence.alone();
  private static final byte[] ORDER = "secret-answer-7291\n".getBytes(UTF_8);
  private static final String WAIT = "read -r line; echo \"got ${#line}\"; exec sleep 600";
  private static final DockerSettings SETTINGS = TestEngine.settings();
  private static final DockerBackend BACKEND = DockerBackend.open(SETTINGS, InstantSource.system());
  private static final EngineHttp RAW =
      EngineHttp.unversioned(TestEngine.HOST).in(ApiVersion.OLDEST);

  private final List<SandboxHandle> made = new ArrayList<>();
  private final List<String> foreign = new ArrayList<>();

  @BeforeAll
  static void loadPlainImage() {
    BACKEND.load(shell("true"), FENCE);
  }

  @AfterEach
  void removeWhatIsLeft() {
    made.forEach(handle -> BACKEND.remove(handle, FENCE));
    foreign.forEach(id -> RAW.delete("/containers/" + id + "?force=1&v=1"));
  }

  @AfterAll
  static void close() {
    BACKEND.close();
    RAW.close();
  }

  private static ImageSource shell(String script) {
    return TestImages.of(List.of("/bin/busybox", "sh", "-c", script));
  }

  private SandboxSpec spec(ImageSource runner, ImageSource sut) {
    return spec(runner, sut, 500);
  }

  private SandboxSpec spec(ImageSource runner, ImageSource sut, int cpuMilli) {
    BACKEND.load(runner, FENCE);
    BACKEND.load(sut, FENCE);
    var resources = new Resources(cpuMilli, 64L << 20, 32, 1 << 20, 1 << 20);
    var spec =
        new SandboxSpec(
            UUID.randomUUID(),
            UUID.randomUUID(),
            1,
            Instant.parse("2030-01-01T00:00:00Z"),
            new RunnerSpec(runner, resources, ""),
            new SutSpec(sut, resources, Duration.ofSeconds(1), ""));
    made.add(spec.handle());
    return spec;
  }

  private SandboxHandle started(ImageSource sut) {
    return started(spec(shell(WAIT), sut));
  }

  private static SandboxHandle started(SandboxSpec spec) {
    SandboxHandle handle = BACKEND.create(spec, FENCE);
    BACKEND.order(handle, new ByteArrayInputStream(ORDER), ORDER.length, FENCE);
    return handle;
  }

  /** What a SUT of this script prints, line by line. */
  private List<String> printed(String script) {
    SandboxHandle handle = started(shell(script));
    Eventually.seen(() -> BACKEND.status(handle), Exited.class::isInstance);
    return new String(BACKEND.logs(handle, Part.SUT, 0, 1 << 16).bytes(), UTF_8).lines().toList();
  }

  private static Exit sutExit(SandboxHandle handle) {
    return Eventually.seen(
            () ->
                BACKEND.status(handle) instanceof Exited exited
                    ? exited.sut()
                    : Optional.<Exit>empty(),
            Optional::isPresent)
        .orElseThrow();
  }

  @Test
  void engineReachesTierOneByUserNamespaces() {
    var facts = BACKEND.facts();
    assertThat(facts.kind()).isEqualTo("docker");
    assertThat(facts.tier())
        .isEqualTo(Boolean.parseBoolean(facts.details().get("userNamespaces")) ? Tier.T1 : Tier.T0);
    assertThat(facts.cpus()).isPositive();
    assertThat(facts.memoryBytes()).isPositive();
    assertThat(facts.details())
        .containsKeys("engine", "kernel", "cgroup", "storage", "runc")
        .containsEntry("seccomp", "true");
  }

  @Test
  void sutHasNoPrivilegeLeft() {
    assertThat(printed("grep -E '^(CapPrm|CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/self/status"))
        .map(line -> line.replaceAll("\\s+", " "))
        .containsExactly(
            "CapPrm: 0000000000000000",
            "CapEff: 0000000000000000",
            "CapBnd: 0000000000000000",
            "NoNewPrivs: 1",
            "Seccomp: 2");
  }

  @Test
  void sutIsANobodyOfItsOwn() {
    String id = printed("id -u").getFirst();
    assertThat(Integer.parseInt(id)).isBetween(20_000, 39_999);
  }

  @Test
  void sandboxHasOnlyLoopbackAndKnowsNoNameServer() {
    assertThat(
            printed("ls /sys/class/net; grep -v '^#' /etc/resolv.conf; ip route | wc -l; hostname"))
        .containsExactly("lo", "nameserver 127.0.0.1", "0", "sandbox");
  }

  @Test
  void nothingOutsideCanBeReached() {
    String script =
        "for a in 169.254.169.254 1.1.1.1 10.0.0.1 172.17.0.1; do nc -w 1 $a 80 </dev/null 2>&1 | tail -n 1; done; echo done";
    assertThat(printed(script))
        .endsWith("done")
        .filteredOn(line -> line.contains("open"))
        .isEmpty();
    assertThat(printed("nc -w 1 1.1.1.1 80 2>&1 </dev/null"))
        .anyMatch(line -> line.contains("Network is unreachable"));
  }

  @Test
  void runnerReachesSutOverLoopback() {
    SandboxSpec spec =
        spec(
            shell(
                "read -r line; until wget -qO- http://127.0.0.1:8080/index.html; do sleep 0.1; done; exec sleep 600"),
            shell(
                "echo welcome >/tmp/index.html; exec busybox httpd -f -p 127.0.0.1:8080 -h /tmp"));
    SandboxHandle handle = BACKEND.create(spec, FENCE);
    BACKEND.order(handle, new ByteArrayInputStream(ORDER), ORDER.length, FENCE);
    var events = new Recorder();
    try (var _ = BACKEND.events(handle, events)) {
      assertThat(events.firstLine()).isEqualTo("welcome");
    }
  }

  @Test
  void onlyBoundedScratchCanBeWritten() {
    assertThat(
            printed(
                "touch /x /bin/x 2>&1; head -c 2000000 /dev/zero >/tmp/big; ls -l /tmp/big | awk '{print $5}'"))
        .contains("touch: /x: Read-only file system", "touch: /bin/x: Read-only file system")
        .endsWith(Integer.toString(1 << 20));
  }

  @Test
  void scratchHoldsNoProgramsAndFewFiles() {
    assertThat(
            printed(
                "cp /bin/busybox /tmp/b 2>/dev/null; echo x >/tmp/s; chmod 755 /tmp/s; /tmp/s 2>&1; grep ' /tmp ' /proc/mounts"))
        .anyMatch(line -> line.contains("Permission denied"))
        .anyMatch(line ->
            line.contains("noexec")
                && line.contains("nosuid")
                && line.contains("nodev")
                && line.contains("nr_inodes=20000"));
  }

  @Test
  void forbiddenCallsAreRefused() {
    assertThat(
            printed(
                "unshare -U true 2>&1; mount -t tmpfs x /tmp 2>&1; mknod /tmp/p p 2>&1; hostname x 2>&1; chroot / /bin/busybox true 2>&1"))
        .hasSize(5)
        .allMatch(
            line -> line.contains("Operation not permitted") || line.contains("ermission denied"));
  }

  @Test
  void answersAreNowhereToBeSeen() {
    SandboxHandle handle = started(shell("exec sleep 600"));
    Eventually.seen(() -> lines(handle), count -> count > 0);
    for (Part part : Part.values()) {
      JsonNode seen = RAW.get("/containers/" + Marks.name(handle, part) + "/json");
      assertThat(Json.text(seen)).doesNotContain("secret-answer");
      assertThat(Json.text(RAW.get("/images/" + Json.string(seen, "Image") + "/json")))
          .doesNotContain("secret-answer");
    }
    assertThat(
            printed("cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ /tmp/* 2>/dev/null; echo end"))
        .noneMatch(line -> line.contains("secret-answer"));
  }

  private static int lines(SandboxHandle handle) {
    var events = new Recorder();
    try (var _ = BACKEND.events(handle, events)) {
      events.firstLine();
      return events.count();
    }
  }

  @Test
  void cpuLimitIsFelt() {
    SandboxHandle handle = started(spec(shell(WAIT), shell("while :; do :; done"), 100));
    Usage usage =
        Eventually.seen(
            () -> BACKEND.usage(handle, Part.SUT),
            seen -> value(seen.throttledNanos()) > 100_000_000);
    assertThat(value(usage.cpuNanos())).isPositive();
    assertThat(value(usage.memoryPeakBytes())).isBetween(1L, 64L << 20);
    assertThat(usage.method()).startsWith("cgroup-v");
  }

  private static long value(Usage.Counter counter) {
    return counter instanceof Usage.Counter.Value(long value) ? value : -1;
  }

  @Test
  void programWithoutPermissionDoesNotStart() {
    assertThat(sutExit(started(TestImages.of(List.of("/bin/data")))).how())
        .isEqualTo(
            new Exit.How.NotStarted(Cause.NOT_STARTABLE, "exec /bin/data: Permission denied"));
  }

  /**
   * The engine's init hands what the kernel does not know to a shell, which this image lacks; so
   * the reason is not the kernel's.
   */
  @Test
  void programForAnotherProcessorDoesNotStart() {
    assertThat(sutExit(started(TestImages.of(List.of("/bin/foreign")))).how())
        .isEqualTo(
            new Exit.How.NotStarted(
                Cause.NOT_STARTABLE, "exec /bin/foreign: No such file or directory"));
  }

  @Test
  void sixtyFourMebibytesOfEventsComeWholeAndOnce() {
    int lines = 70_000;
    String text = "x".repeat(990);
    String script = "read -r line; yes " + text + " | head -n " + lines + "; sleep 0.2; exit 0";
    SandboxHandle handle = BACKEND.create(spec(shell(script), shell("exec sleep 600")), FENCE);
    BACKEND.order(handle, new ByteArrayInputStream(ORDER), ORDER.length, FENCE);
    for (int i = 0; i < 2; i++) {
      var events = new Counter();
      try (var _ = BACKEND.events(handle, events)) {
        Optional<Boolean> end =
            Eventually.seen(Duration.ofMinutes(3), events::end, Optional::isPresent);
        assertThat(end).contains(false);
      }
      assertThat(events.count).isEqualTo(lines);
    }
  }

  /** Counts lines, since keeping them all twice would be a lot. */
  private static final class Counter implements ki.testbed.sandbox.LineSink {
    private volatile int count;
    private volatile Optional<Boolean> end = Optional.empty();

    @Override
    public void line(String line, boolean truncated) {
      count = truncated || line.length() != 990 ? Integer.MIN_VALUE : count + 1;
    }

    @Override
    public void end(boolean broken) {
      end = Optional.of(broken);
    }

    Optional<Boolean> end() {
      return end;
    }
  }

  @Test
  void loadIsIdempotentAndProvesTheImage() {
    var image = shell("echo " + UUID.randomUUID());
    BACKEND.load(image, FENCE);
    var unreadable =
        new ImageSource(
            image.id(),
            image.layers(),
            () -> {
              throw new java.io.IOException("read twice");
            });
    BACKEND.load(unreadable, FENCE);
    var otherLayers = new ImageSource(image.id(), List.of(Sha256.of(ORDER)), image.archive());
    assertRefused(Cause.IMAGE_CHANGED, () -> BACKEND.load(otherLayers, FENCE));
  }

  @Test
  void whatIsNoImageIsRejected() throws Exception {
    var image = shell("echo " + UUID.randomUUID());
    byte[] whole;
    try (InputStream in = image.archive().open()) {
      whole = in.readAllBytes();
    }
    for (byte[] bytes :
        List.of(
            new byte[0],
            "no archive".repeat(100).getBytes(UTF_8),
            Arrays.copyOf(whole, whole.length / 2))) {
      var broken =
          new ImageSource(image.id(), image.layers(), () -> new ByteArrayInputStream(bytes));
      assertRefused(Cause.IMAGE_REJECTED, () -> BACKEND.load(broken, FENCE));
    }
    assertRefused(Cause.IMAGE_REJECTED, () -> BACKEND.load(TestImages.withWrongLayer(), FENCE));
  }

  private String container(String name, ObjectNode labels) {
    ObjectNode body =
        Json.object().put("Image", shell("true").id().prefixed()).set("Labels", labels);
    String id = Json.string(RAW.post("/containers/create?name=" + name, body), "Id");
    foreign.add(id);
    return id;
  }

  @Test
  void containersOfOthersAreNeverTouched() {
    var spec = spec(shell(WAIT), shell("exec sleep 600"));
    made.clear();
    String plain = container(Marks.name(spec.handle(), Part.RUNNER), Json.object());
    String others =
        container(
            Marks.name(spec.handle(), Part.SUT),
            Json.object().put(Marks.OWNER, UUID.randomUUID().toString()));
    assertRefused(Cause.OTHER_SPEC, () -> BACKEND.create(spec, FENCE));
    assertRefused(Cause.OTHER_SPEC, () -> BACKEND.remove(spec.handle(), FENCE));
    assertRefused(
        Cause.OTHER_SPEC, () -> BACKEND.stop(spec.handle(), Part.SUT, Duration.ZERO, FENCE));
    assertThat(BACKEND.owned()).extracting(OwnedSandbox::handle).doesNotContain(spec.handle());
    for (String id : List.of(plain, others)) {
      assertThat(Json.string(RAW.get("/containers/" + id + "/json"), "Id")).isEqualTo(id);
    }
  }

  @Test
  void halfMadeSandboxIsFoundAndCanBeRemoved() {
    var spec = spec(shell(WAIT), shell("exec sleep 600"));
    BACKEND.create(spec, FENCE);
    RAW.delete("/containers/" + Marks.name(spec.handle(), Part.SUT) + "?force=1");
    assertThat(BACKEND.owned()).extracting(OwnedSandbox::handle).contains(spec.handle());
    assertThat(BACKEND.create(spec, FENCE)).isEqualTo(spec.handle());
    RAW.delete("/containers/" + Marks.name(spec.handle(), Part.RUNNER) + "?force=1");
    BACKEND.remove(spec.handle(), FENCE);
    assertThat(BACKEND.status(spec.handle())).isEqualTo(new Gone());
  }

  @Test
  void sutTakenAwayByOthersHasEndedNobodyKnowsHow() {
    SandboxHandle handle = started(shell("exec sleep 600"));
    RAW.delete("/containers/" + Marks.name(handle, Part.SUT) + "?force=1");
    assertThat(sutExit(handle).how()).isInstanceOf(Exit.How.Unknown.class);
  }

  @Test
  void removalLeavesNoProcessAndNoControlGroup() {
    SandboxHandle handle =
        started(shell("(trap '' TERM; while :; do sleep 1; done) & exec sleep 600"));
    List<String> ids =
        Arrays.stream(Part.values())
            .map(part ->
                Json.string(RAW.get("/containers/" + Marks.name(handle, part) + "/json"), "Id"))
            .toList();
    Cgroup group =
        Cgroup.of(
                Json.number(RAW.get("/containers/" + ids.getFirst() + "/json"), "State", "Pid"),
                ids.getFirst())
            .orElseThrow();
    assertThat(Meter.alive(group)).isTrue();
    BACKEND.remove(handle, FENCE);
    assertThat(Meter.alive(group)).isFalse();
    assertThat(ids).allMatch(Processes::goneOf);
  }

  @Test
  void imageWithAVolumeIsNotStarted() {
    var image = TestImages.withVolume(List.of("/bin/busybox"));
    assertRefused(
        Cause.PROFILE_NOT_HONOURED, () -> BACKEND.create(spec(shell(WAIT), image), FENCE));
    assertThat(BACKEND.owned()).extracting(OwnedSandbox::handle).doesNotContainAnyElementsOf(made);
  }

  private static void assertRefused(
      Cause cause, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatExceptionOfType(SandboxRefused.class)
        .isThrownBy(call)
        .satisfies(refused -> assertThat(refused.why()).isEqualTo(cause));
  }
}
