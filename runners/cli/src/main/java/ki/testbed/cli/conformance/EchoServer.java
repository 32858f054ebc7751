package ki.testbed.cli.conformance;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service on loopback that says back the text it got, in capitals; every so manyth inference it
 * does what its {@link Habit} says.
 */
final class EchoServer implements AutoCloseable {
  private static final Pattern ID = Pattern.compile("\"id\":\\s*\"([^\"]*)\"");
  private static final Pattern DATA = Pattern.compile("\"data\":\\s*\\[\\s*\"([^\"]*)\"");
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
  private static final int SPARED = 60;
  private static final int EVERY = 4;

  /** What it does beside answering. */
  enum Habit {
    /** Nothing. */
    HONEST,
    /** Never gets ready. */
    UNREADY,
    /** Answers each question after a second. */
    SLOW,
    /** Carries the id of another question. */
    OTHER_ID,
    /** Says 500. */
    FAILING,
    /** Closes instead of answering. */
    CLOSING,
    /** Sends a body without end. */
    ENDLESS,
    /** Sends what is no HTTP. */
    NO_HTTP,
    /** Sends what is no JSON. */
    NO_JSON
  }

  private final ServerSocket listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
  private final AtomicInteger asked = new AtomicInteger();
  private final Habit habit;

  EchoServer(Habit habit) throws IOException {
    this.habit = habit;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        Matcher length = LENGTH.matcher(head);
        byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        String text = new String(body, StandardCharsets.UTF_8);
        if (!answer(head.split(" ", 3)[1], text, socket.getOutputStream())) {
          return;
        }
      }
    } catch (IOException | InterruptedException _) {
      // The runner closed the connection, which is its right.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      head.append((char) b);
    }
    return head.toString();
  }

  private boolean answer(String path, String body, OutputStream out)
      throws IOException, InterruptedException {
    return switch (path) {
      case "/v2/health/live" -> send(out, 200, "");
      case "/v2/health/ready", "/v2/models/echo/ready" ->
          send(out, habit == Habit.UNREADY ? 503 : 200, "");
      case "/v2" -> send(out, 200, "{\"name\":\"echo\",\"version\":\"1\",\"extensions\":[]}");
      case "/v2/models/echo" ->
          send(
              out,
              200,
              "{\"name\":\"echo\",\"platform\":\"test\",\"inputs\":[{\"name\":\"text\",\"datatype\":\"BYTES\","
                  + "\"shape\":[-1]}],\"outputs\":[{\"name\":\"label\",\"datatype\":\"BYTES\",\"shape\":[-1]}]}");
      case "/v2/models/echo/infer" -> infer(body, out);
      default -> send(out, 404, "{\"error\":\"no such model\"}");
    };
  }

  private boolean infer(String body, OutputStream out) throws IOException, InterruptedException {
    if (habit == Habit.SLOW) {
      Thread.sleep(1_000);
    }
    int n = asked.incrementAndGet();
    String good = echo(found(ID, body), found(DATA, body));
    if (n <= SPARED || n % EVERY != 0) {
      return send(out, 200, good);
    }
    return switch (habit) {
      case HONEST, UNREADY, SLOW -> send(out, 200, good);
      case OTHER_ID -> send(out, 200, echo("0".repeat(32), found(DATA, body)));
      case FAILING -> send(out, 500, "{\"error\":\"none\"}");
      case CLOSING -> false;
      case NO_HTTP -> raw(out, "no HTTP at all\r\n\r\n");
      case NO_JSON -> send(out, 200, "no JSON at all");
      case ENDLESS -> endless(out);
    };
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String echo(String id, String text) {
    return "{\"model_name\":\"echo\",\"id\":\""
        + id
        + "\",\"outputs\":[{\"name\":\"label\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\""
        + text.toUpperCase(Locale.ROOT)
        + "\"]}]}";
  }

  /** More than any cap of an order; ends when the runner closes. */
  private static boolean endless(OutputStream out) throws IOException {
    out.write(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    byte[] chunk = ("2000\r\n" + "x".repeat(0x2000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 1 << 20; i++) {
      out.write(chunk);
    }
    return false;
  }

  private static boolean send(OutputStream out, int status, String body) throws IOException {
    return raw(
        out,
        "HTTP/1.1 "
            + status
            + " X\r\nContent-Type: application/json\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + body);
  }

  private static boolean raw(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
    return true;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
