package ki.testbed.sandbox.docker;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.Resources;
import ki.testbed.sandbox.SandboxSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The hardened profile: everything a container of ours is created with, for both parts in one
 * place. Memory and swap are limited together, as the memory limit alone lets a container use the
 * same again in swap; tmpfs and shm count into it.
 *
 * @param image id
 * @param grace for the engine's own stopping, which we never use
 * @param runnerId whose network namespace the SUT joins
 * @param swapLimit whether the engine can limit swap at all; where it cannot, preflight warns of
 *     swap
 */
record Profile(
    Part part,
    String image,
    Resources resources,
    String cpuset,
    Duration grace,
    Marks marks,
    String runnerId,
    boolean swapLimit) {
  private static final int SUT_USERS = 20_000;
  private static final int RUNNER_USERS = 40_000;

  static Profile runner(SandboxSpec spec, Marks marks, boolean swapLimit) {
    var runner = spec.runner();
    var image = runner.image().id().prefixed();
    return new Profile(
        Part.RUNNER,
        image,
        runner.resources(),
        runner.cpuset(),
        spec.sut().shutdownGrace(),
        marks,
        "",
        swapLimit);
  }

  static Profile sut(SandboxSpec spec, Marks marks, String runnerId, boolean swapLimit) {
    var sut = spec.sut();
    return new Profile(
        Part.SUT,
        sut.image().id().prefixed(),
        sut.resources(),
        sut.cpuset(),
        sut.shutdownGrace(),
        marks,
        runnerId,
        swapLimit);
  }

  private boolean runner() {
    return part == Part.RUNNER;
  }

  /** Counted by the kernel per user id, so no other sandbox on the node has the same. */
  private int user() {
    return (runner() ? RUNNER_USERS : SUT_USERS) + marks.number();
  }

  /** The body of the engine's create. */
  ObjectNode body() {
    ObjectNode body = Json.object();
    body.put("Image", image).put("User", user() + ":" + user()).put("Tty", false);
    body.set("Env", Json.strings(Stream.of("HOME=/tmp")));
    body.put("OpenStdin", runner()).put("StdinOnce", runner()).put("AttachStdin", runner());
    body.put("AttachStdout", false).put("AttachStderr", false);
    body.put("StopSignal", "SIGTERM")
        .put("StopTimeout", (int) Math.min(grace.toSeconds(), Integer.MAX_VALUE));
    body.set("Healthcheck", Json.object().set("Test", Json.strings(Stream.of("NONE"))));
    if (runner()) {
      body.put("Hostname", "sandbox");
    }
    body.set("Labels", map(marks.labels()));
    body.set("HostConfig", host());
    return body;
  }

  private ObjectNode host() {
    ObjectNode host = Json.object();
    host.put("NetworkMode", runner() ? "none" : "container:" + runnerId);
    limits(host);
    closed(host);
    host.set("Tmpfs", Json.object().put("/tmp", scratch()));
    host.put("IpcMode", "private")
        .put("CgroupnsMode", "private")
        .put("ShmSize", resources.shmBytes());
    host.set("LogConfig", log());
    host.put("OomScoreAdj", runner() ? 300 : 800).put("AutoRemove", false);
    host.set("RestartPolicy", Json.object().put("Name", "no").put("MaximumRetryCount", 0));
    if (runner()) {
      host.set(
          "Sysctls", map(Map.of("net.ipv4.ip_forward", "0", "net.ipv4.ping_group_range", "1 0")));
      host.set("Dns", Json.strings(Stream.of("127.0.0.1")));
      host.set("DnsSearch", Json.strings(Stream.of(".")));
    }
    return host;
  }

  private void limits(ObjectNode host) {
    host.put("Memory", resources.memoryBytes()).put("PidsLimit", resources.pids());
    if (swapLimit) {
      host.put("MemorySwap", resources.memoryBytes());
    }
    host.put("NanoCpus", resources.cpuMilli() * 1_000_000L).put("CpusetCpus", cpuset);
    var ulimits = host.putArray("Ulimits");
    ulimits
        .add(ulimit("nofile", 16_384))
        .add(ulimit("core", 0))
        .add(ulimit("msgqueue", 0))
        .add(ulimit("memlock", 65_536));
  }

  private static ObjectNode ulimit(String name, long value) {
    return Json.object().put("Name", name).put("Soft", value).put("Hard", value);
  }

  private void closed(ObjectNode host) {
    host.put("ReadonlyRootfs", true)
        .put("Init", true)
        .put("Privileged", false)
        .put("PublishAllPorts", false);
    host.put("PidMode", "").put("UTSMode", "").put("UsernsMode", "");
    host.set("CapDrop", Json.strings(Stream.of("ALL")));
    host.set(
        "SecurityOpt",
        Json.strings(Stream.of("no-new-privileges:true", "seccomp=" + Seccomp.profile())));
  }

  /** User and group again, because runc replaces the mode by that of the image's directory. */
  private String scratch() {
    return "rw,noexec,nosuid,nodev,size=%d,nr_inodes=20000,uid=%d,gid=%d,mode=1777"
        .formatted(resources.scratchBytes(), user(), user());
  }

  /**
   * A runner's log keeps all its events (64 MiB at most) in one file, because following repeats
   * lines when files change; and it blocks rather than drops. A SUT's must never slow it down.
   */
  private ObjectNode log() {
    Map<String, String> bounds =
        runner()
            ? Map.of("max-size", "96m", "max-file", "2", "compress", "false", "mode", "blocking")
            : Map.of(
                "max-size",
                "8m",
                "max-file",
                "2",
                "compress",
                "false",
                "mode",
                "non-blocking",
                "max-buffer-size",
                "1m");
    ObjectNode log = Json.object().put("Type", "local");
    log.set("Config", map(bounds));
    return log;
  }

  private static JsonNode map(Map<String, String> entries) {
    ObjectNode node = Json.object();
    entries.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> node.put(entry.getKey(), entry.getValue()));
    return node;
  }
}
