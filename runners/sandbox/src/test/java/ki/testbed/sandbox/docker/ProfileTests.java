package ki.testbed.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.Resources;
import ki.testbed.sandbox.SandboxHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ProfileTests {
  private static final Marks MARKS =
      new Marks(
          new UUID(0, 1),
          new UUID(0, 2),
          new SandboxHandle(new UUID(0, 3), 4),
          5,
          Part.SUT,
          Instant.EPOCH,
          "hash",
          6);
  private static final Profile SUT =
      new Profile(
          Part.SUT,
          "sha256:i",
          new Resources(1500, 1 << 30, 100, 1 << 20, 1 << 22),
          "1",
          java.time.Duration.ofSeconds(5),
          MARKS,
          "r",
          true);

  /** What an engine shows that kept everything. */
  private static ObjectNode kept(ObjectNode body) {
    ObjectNode seen = Json.object().put("Image", body.path("Image").asString());
    seen.set("HostConfig", body.path("HostConfig").deepCopy());
    ObjectNode config = body.deepCopy();
    config.set("Env", Json.strings(Stream.of("PATH=/bin", "HOME=/tmp")));
    return seen.set("Config", config);
  }

  @Test
  void engineThatKeptEverythingDeviatesInNothing() {
    assertThat(Deviations.of(SUT.body(), kept(SUT.body()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ReadonlyRootfs",
        "Memory",
        "PidsLimit",
        "SecurityOpt",
        "CapDrop",
        "Init",
        "Tmpfs",
        "Ulimits",
        "LogConfig",
        "NetworkMode"
      })
  void fieldTheEngineIgnoredIsADeviation(String field) {
    ObjectNode seen = kept(SUT.body());
    ((ObjectNode) seen.path("HostConfig")).remove(field);
    assertThat(Deviations.of(SUT.body(), seen))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains(field));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Binds", "Mounts", "VolumesFrom", "Devices", "CapAdd", "PortBindings"})
  void whatMustNeverBeThereIsADeviation(String field) {
    ObjectNode seen = kept(SUT.body());
    ((ObjectNode) seen.path("HostConfig")).set(field, Json.strings(Stream.of("x")));
    assertThat(Deviations.of(SUT.body(), seen)).containsExactly(field + " is not empty");
  }

  @Test
  void volumeOfTheImageIsADeviation() {
    ObjectNode seen = kept(SUT.body());
    seen.set("Mounts", Json.strings(Stream.of("volume")));
    assertThat(Deviations.of(SUT.body(), seen)).containsExactly("something is mounted");
  }

  @Test
  void usersOfRunnerAndSutNeverMeet() {
    assertThat(SUT.body().path("User").asString()).isEqualTo("20006:20006");
    assertThat(IntStream.range(0, 20_000).map(n -> 20_000 + n).max().orElseThrow())
        .isLessThan(40_000);
  }

  @Test
  void marksComeBackAsTheyWereWritten() {
    ObjectNode labels = Json.object();
    MARKS.labels().forEach(labels::put);
    assertThat(Marks.read(labels)).isEqualTo(MARKS);
    labels.remove("testbed.epoch");
    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Marks.read(labels));
  }

  @Test
  void numbersAreUniqueOnTheNodeAndStayWithTheirSandbox() {
    var numbers = new Numbers(new UUID(0, 3)); // begins at 3
    Set<Integer> seen = new HashSet<>(List.of(6));
    for (int i = 0; i < 100; i++) {
      assertThat(seen.add(numbers.give(new SandboxHandle(new UUID(9, i), 1), List.of(MARKS))))
          .isTrue();
    }
    assertThat(numbers.give(MARKS.handle(), List.of(MARKS))).isEqualTo(6);
    var first = new SandboxHandle(new UUID(9, 0), 1);
    assertThat(numbers.give(first, List.of())).isEqualTo(numbers.give(first, List.of()));
  }

  @Test
  void forbiddenSystemCallsAreOnNoList() {
    Set<String> named = new HashSet<>();
    JsonNode profile =
        Json.read(
            new java.io.ByteArrayInputStream(
                Seccomp.profile().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    for (JsonNode rule : profile.path("syscalls")) {
      rule.path("names").forEach(name -> named.add(name.asString()));
    }
    assertThat(profile.path("defaultAction").asString()).isEqualTo("SCMP_ACT_ERRNO");
    assertThat(profile.has("architectures")).isFalse();
    assertThat(named).hasSizeGreaterThan(200).doesNotContainAnyElementsOf(NEVER);
    assertThat(named)
        .noneMatch(
            name -> name.matches("process_.*|io_uring_.*|.*_handle_at|.*_module|kexec_.*|swap.*"));
  }

  private static final List<String> NEVER =
      List.of(
          ("ptrace kcmp pidfd_getfd keyctl add_key request_key userfaultfd bpf perf_event_open mount umount umount2 pivot_root fsopen fsconfig"
                  + " fsmount fspick move_mount open_tree mount_setattr unshare setns chroot personality mknod mknodat reboot iopl ioperm"
                  + " clock_settime clock_adjtime settimeofday adjtimex acct quotactl quotactl_fd fanotify_init memfd_secret vmsplice syslog"
                  + " modify_ldt sethostname setdomainname socketcall vhangup nfsservctl lookup_dcookie")
              .split(" "));
}
