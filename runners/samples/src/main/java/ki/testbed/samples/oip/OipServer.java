package ki.testbed.samples.oip;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One model on one port; connections are kept alive, answers are sent without delay. */
public final class OipServer implements AutoCloseable {
  private static final int BACKLOG = 256;

  static {
    // The JDK's server reads this once, and without it an answer may wait for the client's
    // acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer http;
  private final ExecutorService threads;

  private OipServer(HttpServer http, ExecutorService threads) {
    this.http = http;
    this.threads = threads;
  }

  /**
   * Opens the port; answers from then on.
   *
   * @throws IOException if the port cannot be opened
   */
  public static OipServer start(InetSocketAddress address, OipModel model) throws IOException {
    var threads =
        Executors.newFixedThreadPool(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));
    var http = HttpServer.create(address, BACKLOG);
    http.createContext("/", new OipHandler(model));
    http.setExecutor(threads);
    http.start();
    return new OipServer(http, threads);
  }

  /** Where it listens, with the real port. */
  public InetSocketAddress address() {
    return http.getAddress();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
