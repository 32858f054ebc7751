package ki.testbed.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import ki.testbed.ServiceOnly;
import ki.testbed.TestDatabase;
import ki.testbed.access.Accounts;
import ki.testbed.access.Caller;
import ki.testbed.access.TestCallers;
import ki.testbed.evidence.BlobStore;
import ki.testbed.protocol.Figure;
import ki.testbed.protocol.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Large uploads through a network that breaks five times, and senders that hardly send. */
@ServiceOnly
class ResumedUploadTests {
  private static final int MIB = 1 << 20;
  private static final int CUTS = 5;

  @LocalServerPort private int port;
  @Autowired private Accounts accounts;
  @Autowired private BlobStore blobs;

  private Caller caller;
  private String token;

  @BeforeEach
  void begin() {
    TestDatabase.shared().empty();
    caller = TestCallers.submitter();
    token =
        accounts
            .newToken(
                caller, "test", Set.of("submission:read", "submission:write"), Duration.ofHours(1))
            .secret();
  }

  @Test
  void threeHundredMebibytesArriveWholeThroughFiveCuts() throws IOException {
    arrives(new GeneratedBytes(300L * MIB, 16 * MIB));
  }

  @Test
  @Tag("bench")
  void tenGibibytesArriveWholeThroughFiveCutsInFlatMemory() throws IOException {
    long begun = System.nanoTime();

    long growth = arrives(new GeneratedBytes(10L << 30, 64 * MIB));

    Figure.report("upload_10gb_seconds", (System.nanoTime() - begun) / 1e9, "s");
    Figure.report("upload_heap_growth_mib", growth / (double) MIB, "MiB");
    assertThat(growth).as("growth of the heap in bytes").isLessThan(32L * MIB);
  }

  /** Sends all and gives back by how much the heap in use grew at most, in bytes. */
  private long arrives(GeneratedBytes bytes) throws IOException {
    Sha256 hash = bytes.hash();
    long before = heapInUse();
    long most = before;
    int chunks = 0;
    long every = bytes.size() / (CUTS + 1) + bytes.chunkBytes() / 3;
    try (var network = new CuttingProxy(port, every, CUTS)) {
      var client = new WireClient(network.port(), token);
      String id = id(client.announce(bytes.size(), hash, "large-upload"));
      for (long at = 0; at < bytes.size(); chunks++) {
        int cuts = network.cuts();
        long reached = sent(client, id, at, bytes);
        if (network.cuts() > cuts) {
          assertThat(reached).as("what was acknowledged, after a cut").isEqualTo(at);
          most = Math.max(most, heapInUse());
        }
        at = reached;
      }
      assertThat(network.cuts()).isEqualTo(CUTS);
    }
    most = Math.max(most, heapInUse());
    long needed = (bytes.size() + bytes.chunkBytes() - 1) / bytes.chunkBytes();
    assertThat(chunks).as("chunks sent").isLessThanOrEqualTo((int) needed + CUTS);
    assertThat(blobs.find(caller.organisation(), hash))
        .contains(new BlobStore.Blob(hash, bytes.size()));
    assertThat(blobs.path(hash)).hasSize(bytes.size());
    Files.delete(blobs.path(hash));
    return most - before;
  }

  /** Sends one chunk; the offset as the service tells it afterwards. */
  private long sent(WireClient client, String id, long at, GeneratedBytes bytes)
      throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    try {
      var answer = client.send(id, at, bytes.chunk(at));
      while (isBusy(answer)) { // the service has not noticed yet that the last sender is gone
        assertThat(System.nanoTime()).as("the last sender is let go").isLessThan(deadline);
        answer = client.send(id, at, bytes.chunk(at));
      }
      assertThat(answer.status()).as(answer.text()).isEqualTo(204);
    } catch (IOException _) {
      // cut; what counts is what the service says now
    }
    return new WireClient(port, token).offset(id);
  }

  private static boolean isBusy(WireClient.Answered answer) {
    return answer.status() == 409 && answer.text().contains("UPLOAD_BUSY");
  }

  private static String id(WireClient.Answered announced) {
    assertThat(announced.status()).as(announced.text()).isEqualTo(201);
    String location = announced.header("Location").orElseThrow();
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private static long heapInUse() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void whoSendsAByteASecondIsClosedAndKeepsTheOffset() throws IOException {
    var bytes = new GeneratedBytes(3L * MIB, MIB);
    var client = new WireClient(port, token);
    String id = id(client.announce(bytes.size(), bytes.hash(), "slow-upload"));
    assertThat(client.send(id, 0, bytes.chunk(0)).status()).isEqualTo(204);

    var answer = client.send(id, MIB, MIB, bytes.hash(), ResumedUploadTests::drip);

    assertThat(answer.status()).as(answer.text()).isEqualTo(408);
    assertThat(answer.text()).contains("UPLOAD_TOO_SLOW");
    assertThat(client.offset(id)).isEqualTo(MIB);
  }

  /** A byte every tenth of a second, until there is an answer. */
  private static void drip(Socket server) throws IOException {
    for (int i = 0; i < 200 && server.getInputStream().available() == 0; i++) {
      server.getOutputStream().write(0);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  @Test
  void whoSendsNothingAtAllIsClosedAndKeepsTheOffset() throws IOException {
    var bytes = new GeneratedBytes(3L * MIB, MIB);
    var client = new WireClient(port, token);
    String id = id(client.announce(bytes.size(), bytes.hash(), "idle-upload"));
    assertThat(client.send(id, 0, bytes.chunk(0)).status()).isEqualTo(204);

    var answer =
        client.send(
            id, MIB, MIB, bytes.hash(), server -> server.getOutputStream().write(new byte[1000]));

    assertThat(answer.status()).as(answer.text()).isEqualTo(408);
    assertThat(client.offset(id)).isEqualTo(MIB);
  }
}
