package ki.testbed.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands between a service and its database, so that a test can cut the line. */
final class DatabaseProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean armed = new AtomicBoolean();
  private volatile boolean cut;

  DatabaseProxy(int target) {
    this.target = target;
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** All lines break, and no new one comes through. */
  void cut() {
    cut = true;
    open.forEach(DatabaseProxy::close);
    open.clear();
  }

  void mend() {
    cut = false;
  }

  /** The line over which the next commit is made breaks before its answer arrives. */
  void cutAtCommit() {
    armed.set(true);
  }

  /** Whether that has happened. */
  boolean isCutAtCommit() {
    return !armed.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (cut) {
          close(client);
        } else {
          connect(client);
        }
      } catch (IOException _) {
        // closed, or the database is not there
      }
    }
  }

  private void connect(Socket client) throws IOException {
    var database = new Socket(InetAddress.getLoopbackAddress(), target);
    open.add(client);
    open.add(database);
    Thread.startVirtualThread(() -> pump(client, database));
    Thread.startVirtualThread(() -> pumpUnlessCommitted(database, client));
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // cut
    } finally {
      close(from);
      close(to);
    }
  }

  /** Bytes are not split at borders of messages, but a commit's answer is one short packet. */
  private void pumpUnlessCommitted(Socket database, Socket client) {
    try {
      byte[] buffer = new byte[1 << 16];
      int read = database.getInputStream().read(buffer);
      while (read >= 0 && !(isCommitted(buffer, read) && armed.compareAndSet(true, false))) {
        client.getOutputStream().write(buffer, 0, read);
        read = database.getInputStream().read(buffer);
      }
    } catch (IOException _) {
      // cut
    } finally {
      close(client);
      close(database);
    }
  }

  private static boolean isCommitted(byte[] buffer, int length) {
    return new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains("COMMIT\0");
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
