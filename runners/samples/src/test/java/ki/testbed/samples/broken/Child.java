package ki.testbed.samples.broken;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import ki.testbed.samples.oip.Client;

/** A broken container's process, without the container. */
record Child(Process process, BufferedReader output) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  static Child start(String... arguments) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        new ArrayList<>(List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), BrokenMain.class.getName()));
    command.addAll(List.of(arguments));
    command.add("--listen=127.0.0.1:0");
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new Child(process, process.inputReader(StandardCharsets.UTF_8));
  }

  /** Waits for the line, or for the end of the process. */
  String line(String start) throws IOException {
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(start)) {
        return line;
      }
    }
    throw new IOException("the child ended without the line '" + start + "'");
  }

  /** Waits until it listens. */
  Client client() throws IOException {
    var line = line("listening on ");
    return Client.of(
        new InetSocketAddress(
            "127.0.0.1", Integer.parseInt(line.substring(line.lastIndexOf(':') + 1))));
  }

  boolean alive() {
    return process.isAlive();
  }

  void terminate() {
    process.destroy();
  }

  boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  int exitCode() throws InterruptedException {
    if (!endsWithin(PATIENCE)) {
      throw new AssertionError("the child is still running");
    }
    return process.exitValue();
  }

  long residentMebibytes() throws IOException {
    for (var line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
      }
    }
    throw new IOException("no VmRSS for " + process.pid());
  }

  /** Whether one of its descriptors is a listening TCP socket. */
  boolean listens() throws IOException {
    var sockets = new ArrayList<String>();
    try (var descriptors = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      for (var descriptor : descriptors.toList()) {
        var target = Files.readSymbolicLink(descriptor).toString();
        if (target.startsWith("socket:[")) {
          sockets.add(target.replaceAll("\\D", ""));
        }
      }
    }
    return listeningInodes().stream().anyMatch(sockets::contains);
  }

  private static List<String> listeningInodes() throws IOException {
    var inodes = new ArrayList<String>();
    for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (var row : Files.readAllLines(Path.of(table))) {
        var columns = row.strip().split("\\s+");
        if (columns.length > 9 && columns[3].equals("0A")) {
          inodes.add(columns[9]);
        }
      }
    }
    return inodes;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
