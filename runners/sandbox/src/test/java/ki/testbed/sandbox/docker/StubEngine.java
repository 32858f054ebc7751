package ki.testbed.sandbox.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * An engine that says what a test wants, over a real Unix socket, or accepts a request and never
 * answers it.
 */
final class StubEngine implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

  private final Path folder;
  private final ServerSocketChannel server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();
  private final Function<Request, Optional<Answer>> answers;

  /**
   * A request.
   *
   * @param line for example {@code GET /version}
   * @param body empty object if there is none
   */
  record Request(String line, JsonNode body) {}

  /** An answer with a body in JSON. */
  record Answer(int status, JsonNode body) {
    static Optional<Answer> ok(JsonNode body) {
      return Optional.of(new Answer(200, body));
    }

    static Optional<Answer> no(int status, String message) {
      return Optional.of(new Answer(status, Json.object().put("message", message)));
    }

    /** None at all: the connection stays open and nothing comes. */
    static Optional<Answer> silence() {
      return Optional.empty();
    }
  }

  StubEngine(Function<Request, Optional<Answer>> answers) throws IOException {
    this.answers = answers;
    folder = Files.createTempDirectory("engine");
    server =
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            .bind(UnixDomainSocketAddress.of(folder.resolve("s")));
    Thread.ofVirtual().start(this::accept);
  }

  /** One that announces this version and answers all else as given. */
  static StubEngine speaking(String version, Function<Request, Optional<Answer>> answers)
      throws IOException {
    JsonNode announced = Json.object().put("ApiVersion", version).put("Version", "stub");
    return new StubEngine(request ->
        request.line().endsWith("/version") ? Answer.ok(announced) : answers.apply(request));
  }

  URI host() {
    return URI.create("unix://" + folder.resolve("s"));
  }

  /** The first lines of everything asked so far. */
  List<String> requests() {
    return requests;
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = server.accept();
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void serve(SocketChannel connection) {
    try {
      Request request = read(Channels.newInputStream(connection));
      requests.add(request.line());
      Optional<Answer> answer = answers.apply(request);
      if (answer.isPresent()) {
        write(connection, answer.get());
      }
    } catch (IOException _) {
      // the client has gone
    }
  }

  private static Request read(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      bytes.write(next);
      if (next == '\n' && bytes.toString(UTF_8).endsWith("\r\n\r\n")) {
        break;
      }
    }
    String head = bytes.toString(UTF_8);
    Matcher length = LENGTH.matcher(head);
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    String line = head.lines().findFirst().orElse("").replace(" HTTP/1.1", "");
    return new Request(
        line, body.length == 0 ? Json.object() : Json.read(new ByteArrayInputStream(body)));
  }

  private static void write(SocketChannel connection, Answer answer) throws IOException {
    byte[] body = Json.write(answer.body());
    String head =
        "HTTP/1.1 %d So\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n";
    try (OutputStream out = Channels.newOutputStream(connection)) {
      out.write(head.formatted(answer.status(), body.length).getBytes(UTF_8));
      out.write(body);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (SocketChannel connection : connections) {
        connection.close();
      }
      Files.deleteIfExists(folder.resolve("s"));
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
