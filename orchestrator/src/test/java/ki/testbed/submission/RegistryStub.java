package ki.testbed.submission;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import ki.testbed.protocol.Sha256;

/** A registry that does what a test wants: breaks off, lies, sends elsewhere, wants a login. */
final class RegistryStub implements AutoCloseable {
  private final TestImages.Pushed image;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile Optional<String> login = Optional.empty();
  private volatile Optional<String> elsewhere = Optional.empty();
  private volatile CountDownLatch held = new CountDownLatch(0);
  private volatile int cuts;
  private volatile boolean lying;

  RegistryStub(TestImages.Pushed image) throws IOException {
    this.image = image;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  ImageReference reference() {
    return ImageReference.parse(
            host() + "/acme/triage:latest@" + Sha256.of(image.manifest()).prefixed())
        .orElseThrow();
  }

  /** Requests as "path range authorization". */
  List<String> heard() {
    return heard;
  }

  void wantLogin(String nameAndSecret) {
    login = Optional.of(nameAndSecret);
  }

  /** Blobs are there. */
  void sendElsewhere(String prefix) {
    elsewhere = Optional.of(prefix);
  }

  /** So many answers with a blob end after half of it. */
  void breakOff(int times) {
    cuts = times;
  }

  /** Other bytes than asked for. */
  void lie() {
    lying = true;
  }

  void hold() {
    held = new CountDownLatch(1);
  }

  void goOn() {
    held.countDown();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      held.await();
      String path = exchange.getRequestURI().getPath();
      String range = header(exchange, "Range");
      heard.add(path + " " + range + " " + header(exchange, "Authorization"));
      String wanted =
          "Basic "
              + Base64.getEncoder()
                  .encodeToString(login.orElse("").getBytes(StandardCharsets.UTF_8));
      if (login.isPresent() && !header(exchange, "Authorization").equals(wanted)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"registry\"");
        exchange.sendResponseHeaders(401, -1);
      } else if (path.contains("/manifests/")) {
        send(exchange, image.manifest(), "");
      } else if (elsewhere.isPresent()) {
        exchange.getResponseHeaders().set("Location", elsewhere.get() + path);
        exchange.sendResponseHeaders(307, -1);
      } else {
        blob(exchange, path, range);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("-");
  }

  private void blob(HttpExchange exchange, String path, String range) throws IOException {
    byte[] blob = image.blobs().get(new Sha256(path.substring(path.lastIndexOf(':') + 1)));
    byte[] bytes = lying ? new byte[blob.length] : blob;
    send(exchange, bytes, range);
  }

  private void send(HttpExchange exchange, byte[] bytes, String range) throws IOException {
    boolean part = range.startsWith("bytes=");
    int from = part ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
    exchange.sendResponseHeaders(part ? 206 : 200, bytes.length - from);
    int to = bytes.length;
    if (cuts > 0 && !range.isEmpty()) {
      cuts--;
      to = from + (bytes.length - from) / 2;
    }
    exchange.getResponseBody().write(Arrays.copyOfRange(bytes, from, to));
    exchange.getResponseBody().flush();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
