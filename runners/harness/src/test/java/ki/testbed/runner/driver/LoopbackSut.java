package ki.testbed.runner.driver;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SUT on loopback for tests: honest by default (it says back the first text it got, in upper
 * case, as its label), and each path can be given another behaviour, down to the bytes on the
 * socket.
 */
public final class LoopbackSut implements AutoCloseable {
  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f]*)\"");
  private static final Pattern DATA = Pattern.compile("\"data\":\\[\"([^\"]*)\"");
  private static final Pattern SHAPE = Pattern.compile("\"shape\":\\[(\\d+)");

  /** One request as it came in. */
  public record Request(String method, String path, String head, String body) {
    public String id() {
      Matcher id = ID.matcher(body);
      return id.find() ? id.group(1) : "";
    }

    public String text() {
      Matcher data = DATA.matcher(body);
      return data.find() ? data.group(1) : "";
    }
  }

  /** Answers one request; false closes the connection. */
  @FunctionalInterface
  public interface Behaviour {
    boolean answer(Request request, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
  private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger inferences = new AtomicInteger();

  public LoopbackSut() throws IOException {
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** All connections so far. */
  public int connections() {
    return connections.get();
  }

  /** All inferences so far. */
  public int inferences() {
    return inferences.get();
  }

  /** From now on this path behaves like that; {@code infer} is short for the path of inference. */
  public LoopbackSut on(String path, Behaviour behaviour) {
    behaviours.put(path.equals("infer") ? "/v2/models/echo/infer" : path, behaviour);
    return this;
  }

  public static Behaviour raw(String bytes) {
    return (_, out) -> {
      out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return true;
    };
  }

  public static Behaviour json(int status, String body) {
    return (_, out) -> {
      out.write(http(status, body).getBytes(StandardCharsets.UTF_8));
      return true;
    };
  }

  public static String http(int status, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return "HTTP/1.1 "
        + status
        + " X\r\nContent-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n\r\n"
        + body;
  }

  /** The honest answer to an inference. */
  public static String answerTo(Request request) {
    return """
    {"model_name":"echo","id":"%s","outputs":[{"name":"label","shape":[1],"datatype":"BYTES","data":["%s"]}]}\
    """
        .formatted(request.id(), request.text().toUpperCase(java.util.Locale.ROOT));
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean more = true;
      while (more) {
        String head = head(in);
        if (head.isEmpty()) {
          return;
        }
        more = behave(request(head, in), socket.getOutputStream());
      }
    } catch (IOException | InterruptedException e) {
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

  private static Request request(String head, InputStream in) throws IOException {
    Matcher length = Pattern.compile("Content-Length: (\\d+)").matcher(head);
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    String[] words = head.split(" ", 3);
    return new Request(words[0], words[1], head, new String(body, StandardCharsets.UTF_8));
  }

  private boolean behave(Request request, OutputStream out)
      throws IOException, InterruptedException {
    if (request.path().endsWith("/infer")) {
      inferences.incrementAndGet();
    }
    Behaviour behaviour = behaviours.get(request.path());
    return behaviour == null
        ? honest(request).answer(request, out)
        : behaviour.answer(request, out);
  }

  private static Behaviour honest(Request request) {
    return switch (request.path()) {
      case "/v2/health/live", "/v2/health/ready", "/v2/models/echo/ready" -> json(200, "");
      case "/v2" -> json(200, "{\"name\":\"echo-server\",\"version\":\"1\",\"extensions\":[]}");
      case "/v2/models/echo" ->
          json(
              200,
              """
              {"name":"echo","platform":"test","inputs":[{"name":"text","datatype":"BYTES","shape":[-1]}],\
              "outputs":[{"name":"label","datatype":"BYTES","shape":[-1]}]}\
              """);
      case "/v2/models/echo/infer" -> honestInference(request);
      default -> json(404, "{\"error\":\"no such model\"}");
    };
  }

  private static Behaviour honestInference(Request request) {
    Matcher shape = SHAPE.matcher(request.body());
    boolean fits = shape.find() && shape.group(1).equals("1");
    return fits ? json(200, answerTo(request)) : json(400, "{\"error\":\"wrong shape\"}");
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
