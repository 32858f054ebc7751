package ki.testbed.upload;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A network that breaks the connection each time so many more bytes went up. */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private final long every;
  private final int most;
  private final AtomicLong up = new AtomicLong();
  private final AtomicInteger cuts = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  CuttingProxy(int target, long every, int most) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = target;
    this.every = every;
    this.most = most;
    threads.submit(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** How often a connection was broken. */
  int cuts() {
    return cuts.get();
  }

  private boolean accept() throws IOException {
    while (true) {
      var client = listening.accept();
      var server = new Socket(InetAddress.getLoopbackAddress(), target);
      threads.submit(() -> pump(client, server, true));
      threads.submit(() -> pump(server, client, false));
    }
  }

  private long pump(Socket from, Socket to, boolean upwards) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long all = 0;
    try (from;
        to) {
      var in = from.getInputStream();
      var out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (upwards && cut(n)) {
          to.setSoLinger(true, 0);
          return all;
        }
        out.write(buffer, 0, n);
        all += n;
      }
    }
    return all;
  }

  private boolean cut(int bytes) {
    int done = cuts.get();
    return up.addAndGet(bytes) > (done + 1) * every
        && done < most
        && cuts.compareAndSet(done, done + 1);
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }
}
