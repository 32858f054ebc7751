package ki.testbed.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import ki.testbed.sandbox.Usage.Counter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupTests {
  @TempDir private Path folder;

  private void file(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  @Test
  void unifiedGroupIsReadInNanosecondsAndBytes() throws IOException {
    file("cpu.stat", "usage_usec 1500\nuser_usec 1000\nthrottled_usec 20\n");
    file("memory.current", "5000\n");
    file("memory.peak", "9000\n");
    file("memory.stat", "anon 100\ninactive_file 1200\n");
    file("memory.events", "low 0\noom 2\noom_kill 1\n");
    file("pids.events", "max 7\n");
    var usage = Meter.read(new Cgroup(true, Map.of("", folder)), Instant.EPOCH);
    assertThat(usage.method()).isEqualTo("cgroup-v2");
    assertThat(
            List.of(
                usage.cpuNanos(),
                usage.memoryPeakBytes(),
                usage.memoryBytes(),
                usage.throttledNanos(),
                usage.oomKills(),
                usage.pidsRefused()))
        .containsExactly(
            value(1_500_000), value(9000), value(3800), value(20_000), value(1), value(7));
  }

  @Test
  void groupPerControllerIsReadInNanosecondsAndBytes() throws IOException {
    file("cpuacct.usage", "1500000\n");
    file("cpu.stat", "nr_periods 1\nnr_throttled 1\nthrottled_time 20000\n");
    file("memory.usage_in_bytes", "5000\n");
    file("memory.max_usage_in_bytes", "9000\n");
    file("memory.stat", "inactive_file 1\ntotal_inactive_file 6000\n");
    file("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n");
    file("pids.events", "max 0\n");
    var folders = Map.of("cpu", folder, "cpuacct", folder, "memory", folder, "pids", folder);
    var usage = Meter.read(new Cgroup(false, folders), Instant.EPOCH);
    assertThat(usage.method()).isEqualTo("cgroup-v1");
    assertThat(
            List.of(
                usage.cpuNanos(),
                usage.memoryPeakBytes(),
                usage.memoryBytes(),
                usage.throttledNanos(),
                usage.oomKills(),
                usage.pidsRefused()))
        .containsExactly(
            value(1_500_000), value(9000), value(0), value(20_000), value(3), value(0));
  }

  @Test
  void whatTheKernelDoesNotTellIsAbsentAndNeverZero() throws IOException {
    file("memory.current", "5000\n");
    var group = new Cgroup(true, Map.of("", folder));
    assertThat(Meter.alive(group)).isTrue();
    assertThat(Meter.read(group, Instant.EPOCH).memoryPeakBytes())
        .isEqualTo(new Counter.Absent("SOURCE_LOST"));
    assertThat(Meter.alive(new Cgroup(true, Map.of("", folder.resolve("gone"))))).isFalse();
  }

  @Test
  void statsOfTheEngineAreReadAlike() {
    var memory =
        Json.object().put("usage", 5000).set("stats", Json.object().put("inactive_file", 1000));
    var cpu = Json.object();
    cpu.putObject("cpu_usage").put("total_usage", 42);
    cpu.putObject("throttling_data").put("throttled_time", 1);
    var stats = Json.object().set("memory_stats", memory);
    var usage =
        Meter.stats(
            ((tools.jackson.databind.node.ObjectNode) stats).set("cpu_stats", cpu), Instant.EPOCH);
    assertThat(List.of(usage.cpuNanos(), usage.memoryBytes(), usage.throttledNanos()))
        .containsExactly(value(42), value(4000), value(1));
    assertThat(usage.memoryPeakBytes()).isEqualTo(new Counter.Absent("SOURCE_LOST"));
    assertThat(usage.method()).isEqualTo("engine-stats");
  }

  @Test
  void mountsAndPathsAreUnderstood() {
    var mounts =
        Cgroup.mounts(
            List.of(
                "30 25 0:26 / /sys/fs/cgroup/memory rw,nosuid shared:9 - cgroup cgroup rw,memory",
                "31 25 0:27 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct",
                "32 25 0:28 /docker/x /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw",
                "33 25 0:29 / /proc rw - proc proc rw"));
    assertThat(mounts)
        .containsEntry("memory", new Cgroup.Mount("/", "/sys/fs/cgroup/memory"))
        .containsEntry("cpuacct", new Cgroup.Mount("/", "/sys/fs/cgroup/cpu,cpuacct"))
        .containsEntry("", new Cgroup.Mount("/docker/x", "/sys/fs/cgroup/unified"));
    assertThat(Cgroup.paths(List.of("4:memory:/a/b", "2:cpu,cpuacct:/c:d", "0::/e")))
        .isEqualTo(Map.of("memory", "/a/b", "cpu", "/c:d", "cpuacct", "/c:d", "", "/e"));
  }

  @Test
  void processOfAnotherContainerIsNotMeasured() {
    assertThat(Cgroup.of(ProcessHandle.current().pid(), "no-such-container")).isEmpty();
    assertThat(Cgroup.of(0, "")).isEmpty();
  }

  private static Counter value(long value) {
    return new Counter.Value(value);
  }
}
