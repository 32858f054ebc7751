package ki.testbed.samples.oip;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One model on one port; connections are kept alive, answers are sent without delay. */
public final class OipServer implements AutoCloseable {
  private static final int BACKLOG = 256;
  private static final int REHEARSALS = 20;

  static {
    // The JDK's server reads this once, and without it an answer may wait for the client's
    // acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final OipHandler handler;
  private final HttpServer http;
  private final ExecutorService threads;

  private OipServer(OipHandler handler, HttpServer http, ExecutorService threads) {
    this.handler = handler;
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
    var handler = new OipHandler(model);
    http.createContext("/", handler);
    http.setExecutor(threads);
    http.start();
    return new OipServer(handler, http, threads);
  }

  /**
   * Lets the model answer without a client some times, so that the first client does not wait for
   * classes to be loaded.
   *
   * @throws IOException if the model refuses the request
   */
  public void rehearse(String request) throws IOException {
    try {
      for (int i = 0; i < REHEARSALS; i++) {
        handler.answer(handler.card(), request.getBytes(StandardCharsets.UTF_8));
      }
    } catch (OipRefusal refusal) {
      throw new IOException("the rehearsal was refused: " + refusal.sentence(), refusal);
    }
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
