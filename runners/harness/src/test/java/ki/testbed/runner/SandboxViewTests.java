package ki.testbed.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxViewTests {
  @TempDir private Path proc;

  private SandboxView view(String interfaces) throws IOException {
    write("net/dev", "Inter-|   Receive\n face |bytes\n" + interfaces);
    return new SandboxView(proc, proc.resolve("cgroup"));
  }

  private void write(String file, String content) throws IOException {
    Files.createDirectories(proc.resolve(file).getParent());
    Files.writeString(proc.resolve(file), content);
  }

  @Test
  void loopbackAloneIsSealed() throws IOException {
    assertThat(view("    lo: 100 1 0\n").isSealed()).isTrue();
    assertThat(view("    lo: 100 1 0\n  eth0: 1 1\n").isSealed()).isFalse();
    assertThat(view("  eth0: 1 1\n").isSealed()).isFalse();
    assertThat(view("").isSealed()).isFalse();
  }

  @Test
  void tellsListenersRoutesAndLimits() throws IOException {
    SandboxView view = view("    lo: 100 1 0\n  eth0: 1 1\n");
    write(
        "net/tcp",
        """
          sl  local_address rem_address   st tx_queue
           0: 0100007F:1F90 00000000:0000 0A 00000000:00000000
           1: 0100007F:C001 0100007F:1F90 01 00000000:00000000
        """);
    write("net/route", "Iface\tDestination\neth0\t00000000\n");
    write("self/status", "Name:\tjava\nUid:\t40001\t40001\nNoNewPrivs:\t1\n");
    write("cgroup/memory.max", "536870912\n");
    Map<String, String> seen = view.probe();
    assertThat(seen)
        .containsEntry("listeners", "0100007F:1F90")
        .containsEntry("routes.ipv4", "eth0 00000000")
        .containsEntry("routes.ipv6", "none")
        .containsEntry("status.Uid", "40001 40001")
        .containsEntry("status.NoNewPrivs", "1")
        .containsEntry("cgroup.memory.max", "536870912")
        .doesNotContainKey("status.Name");
    assertThat(seen.get("reach")).startsWith("not tried");
    assertThat(view.openPorts()).containsExactly(8080);
  }

  @Test
  void nothingSeenMakesTheFirstEventTooLong() throws IOException {
    SandboxView view = view("  eth0: 1 1\n");
    write("net/route", "Iface\n" + "eth0\t00000000\n".repeat(10_000));
    assertThat(view.probe().get("routes.ipv4")).hasSizeLessThanOrEqualTo(400);
  }

  @Test
  void diagnosticsFallSilentAtTheirBound() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream diagnostics =
        new PrintStream(new Diagnostics(out, 10), true, StandardCharsets.UTF_8);
    diagnostics.print("123456789012345");
    diagnostics.write('x');
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("1234567890");
  }
}
