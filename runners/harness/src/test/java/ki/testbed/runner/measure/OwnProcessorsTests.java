package ki.testbed.runner.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Foreign load, read from files as Linux writes them. */
class OwnProcessorsTests {
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path proc;

  @BeforeEach
  void fourProcessorsOfWhichTwoAreOurs() throws Exception {
    Files.createDirectories(proc.resolve("self"));
    Files.writeString(proc.resolve("self/status"), "Name:\tjava\nCpus_allowed_list:\t1,3\n");
  }

  /** Ticks of 10 ms: user, nice, system, idle, iowait, irq, softirq, steal. */
  private void busy(int user1, int system3, int softirq3) throws Exception {
    Files.writeString(
        proc.resolve("stat"),
        "cpu 9 9 9 9 9 9 9 9 0 0\ncpu0 7 0 7 0 0 0 0 0 0 0\ncpu1 "
            + user1
            + " 0 0 0 0 0 0 0 0 0\ncpu2 9 9 9 9 9 9 9 9 0 0\ncpu3 0 0 "
            + system3
            + " 0 0 0 "
            + softirq3
            + " 77 0 0\nintr 1\n");
  }

  @Test
  void whatIsBusyOnOurProcessorsAndNotOursIsForeign() throws Exception {
    OwnProcessors own = new OwnProcessors(proc);
    busy(100, 50, 10);
    OptionalLong before = own.busyNs();
    assertThat(before).hasValue(SECOND * 3 / 2);
    busy(300, 150, 500);
    assertThat(own.foreignShare(before, 2 * SECOND, 10 * SECOND)).hasValue(0.05);
    assertThat(own.foreignShare(before, 4 * SECOND, 10 * SECOND)).hasValue(0.0);
  }

  @Test
  void whereAllProcessorsAreOursNothingCanBeTold() throws Exception {
    busy(1, 1, 1);
    Files.writeString(proc.resolve("self/status"), "Cpus_allowed_list:\t0-3\n");
    assertThat(new OwnProcessors(proc).busyNs()).isEmpty();
    Files.delete(proc.resolve("stat"));
    assertThat(new OwnProcessors(proc).foreignShare(OptionalLong.of(1), 1, 1)).isEmpty();
  }
}
