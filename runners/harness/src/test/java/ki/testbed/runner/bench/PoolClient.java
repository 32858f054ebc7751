package ki.testbed.runner.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What one would write first: a scheduled pool of 16 threads with a raw socket for each. */
final class PoolClient implements AutoCloseable {
  private static final int THREADS = 16;

  private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(THREADS);
  private final LinkedBlockingQueue<Socket> sockets = new LinkedBlockingQueue<>();
  private final byte[] request;
  private final int answerBytes = BenchServer.answer(0).length;

  PoolClient(int port, String body) throws IOException {
    request =
        ("POST /v2/models/echo/infer HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body)
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < THREADS; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      sockets.add(socket);
    }
  }

  /** How late each departed, and its latency from the schedule; not sorted. */
  record Seen(long[] lateness, long[] latencies) {}

  Seen run(long[] offsets) throws InterruptedException {
    Seen seen = new Seen(new long[offsets.length], new long[offsets.length]);
    CountDownLatch left = new CountDownLatch(offsets.length);
    long origin = System.nanoTime() + 20_000_000;
    for (int i = 0; i < offsets.length; i++) {
      int row = i;
      long due = origin + offsets[i];
      var _ =
          pool.schedule(
              () -> exchange(seen, row, due, left), due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
    left.await();
    return seen;
  }

  private void exchange(Seen seen, int row, long due, CountDownLatch left) {
    seen.lateness()[row] = System.nanoTime() - due;
    try {
      Socket socket = sockets.take();
      socket.getOutputStream().write(request);
      InputStream in = socket.getInputStream();
      in.readNBytes(answerBytes);
      seen.latencies()[row] = System.nanoTime() - due;
      sockets.add(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      left.countDown();
    }
  }

  @Override
  public void close() throws IOException {
    pool.shutdownNow();
    for (Socket socket : List.copyOf(sockets)) {
      socket.close();
    }
  }
}
