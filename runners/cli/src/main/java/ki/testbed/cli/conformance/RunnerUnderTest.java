package ki.testbed.cli.conformance;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A command that is a runner. It is started with the variable {@code TESTBED_UNSEALED=1}, by which
 * a runner works where the network is open.
 */
record RunnerUnderTest(List<String> command) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  RunnerUnderTest {
    command = List.copyOf(command);
  }

  /** Gives it an order and leaves its stdin open until it has ended. */
  Ended run(byte[] order) throws IOException, InterruptedException {
    return run(order, true, Duration.ZERO);
  }

  /** Gives it an order that ends too early, and closes its stdin. */
  Ended runToEnd(byte[] order) throws IOException, InterruptedException {
    return run(order, false, Duration.ZERO);
  }

  /** Asks it to stop after so long. */
  Ended cancel(byte[] order, Duration after) throws IOException, InterruptedException {
    return run(order, true, after);
  }

  private Ended run(byte[] order, boolean staysOpen, Duration cancelAfter)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TESTBED_UNSEALED", "1");
    Process process = builder.start();
    CompletableFuture<byte[]> out = all(process.getInputStream());
    CompletableFuture<byte[]> err = all(process.getErrorStream());
    OutputStream stdin = process.getOutputStream();
    send(stdin, order);
    if (!staysOpen) {
      stdin.close();
    }
    if (!cancelAfter.isZero() && !process.waitFor(cancelAfter.toMillis(), TimeUnit.MILLISECONDS)) {
      process.toHandle().destroy(); // by its handle, which leaves its streams open
    }
    boolean ended = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      process.toHandle().destroyForcibly();
    }
    int exit = ended ? process.exitValue() : -1;
    return new Ended(exit, out.join(), err.join());
  }

  /** A runner that refuses an order may end before it has read all of it. */
  private static void send(OutputStream stdin, byte[] order) {
    try {
      stdin.write(order);
      stdin.flush();
    } catch (IOException _) {
      // Its exit code says why.
    }
  }

  private static CompletableFuture<byte[]> all(java.io.InputStream in) {
    CompletableFuture<byte[]> bytes = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try (in) {
            bytes.complete(in.readAllBytes());
          } catch (IOException e) {
            bytes.completeExceptionally(e);
          }
        });
    return bytes;
  }
}
