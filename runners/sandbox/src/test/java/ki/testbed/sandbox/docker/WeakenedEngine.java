package ki.testbed.sandbox.docker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stands before a real engine and makes it a worse one: of every container it leaves something of
 * the profile out and says that it did not. No switch of ours can do that.
 */
public final class WeakenedEngine implements AutoCloseable {
  private final URI engine;
  private final ServerSocket server;
  private final Map<String, ObjectNode> asked = new ConcurrentHashMap<>();
  private volatile boolean filtering = true;
  private volatile boolean init = true;

  /** Before this engine, {@code unix:///path}; weakens nothing yet. */
  public WeakenedEngine(URI engine) throws IOException {
    this.engine = engine;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  /** Where it is spoken to. */
  public URI host() {
    return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
  }

  /** Whether system calls are filtered. */
  public void filtering(boolean filtering) {
    this.filtering = filtering;
  }

  /** Whether containers get an init above their program. */
  public void init(boolean init) {
    this.init = init;
  }

  private void serve() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> pass(client));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void pass(Socket client) {
    try (client;
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(engine.getPath()));
      InputStream in = client.getInputStream();
      String head = head(in);
      String path = head.split(" ", 3)[1];
      if (head.startsWith("POST") && path.contains("/containers/create")) {
        create(head, in, channel, client);
      } else if (head.startsWith("GET") && path.matches(".*/containers/[^/]+/json")) {
        inspect(head, channel, client);
      } else {
        pipe(head, in, channel, client);
      }
    } catch (IOException _) {
      // whoever spoke sees a broken connection
    }
  }

  private void create(String head, InputStream in, SocketChannel channel, Socket client)
      throws IOException {
    ObjectNode body = (ObjectNode) Json.read(new ByteArrayInputStream(in.readNBytes(length(head))));
    ObjectNode host = (ObjectNode) body.path("HostConfig").deepCopy();
    String name = head.replaceFirst("(?s).*[?&]name=([^ &]*).*", "$1");
    asked.put("/" + name, host);
    weaken((ObjectNode) body.path("HostConfig"));
    byte[] bytes = Json.write(body);
    OutputStream out = Channels.newOutputStream(channel);
    out.write(
        head.replaceFirst("(?i)content-length: *\\d+", "Content-Length: " + bytes.length)
            .getBytes(StandardCharsets.ISO_8859_1));
    out.write(bytes);
    Channels.newInputStream(channel).transferTo(client.getOutputStream());
  }

  private void weaken(ObjectNode host) {
    if (!init) {
      host.put("Init", false);
    }
    if (!filtering && host.path("SecurityOpt") instanceof ArrayNode options) {
      for (int i = 0; i < options.size(); i++) {
        if (options.get(i).asString().startsWith("seccomp=")) {
          options.set(i, Json.object().stringNode("seccomp=unconfined"));
        }
      }
    }
  }

  /** The lie: what was asked for stands where what was done stood. */
  private void inspect(String head, SocketChannel channel, Socket client) throws IOException {
    Channels.newOutputStream(channel).write(head.getBytes(StandardCharsets.ISO_8859_1));
    InputStream from = Channels.newInputStream(channel);
    String answer = head(from);
    byte[] body = body(answer, from);
    if (answer.contains(" 200 ")) {
      JsonNode seen = Json.read(new ByteArrayInputStream(body));
      ObjectNode wanted = asked.get(Json.string(seen, "Name"));
      if (wanted != null && seen.path("HostConfig") instanceof ObjectNode host) {
        host.set("Init", wanted.path("Init"));
        host.set("SecurityOpt", wanted.path("SecurityOpt"));
      }
      body = Json.write(seen);
    }
    String first = answer.lines().findFirst().orElse("");
    client
        .getOutputStream()
        .write(
            (first
                    + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                    + body.length
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    client.getOutputStream().write(body);
  }

  private static void pipe(String head, InputStream in, SocketChannel channel, Socket client)
      throws IOException {
    OutputStream out = Channels.newOutputStream(channel);
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    Thread.ofVirtual()
        .start(() -> {
          try {
            in.transferTo(out);
            channel.shutdownOutput();
          } catch (IOException _) {
            // the other direction ends too
          }
        });
    Channels.newInputStream(channel).transferTo(client.getOutputStream());
  }

  private static int length(String head) {
    return Integer.parseInt(
        head.toLowerCase(Locale.ROOT).replaceFirst("(?s).*content-length: *(\\d+).*", "$1"));
  }

  private static byte[] body(String head, InputStream in) throws IOException {
    if (!head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
      return in.readAllBytes();
    }
    var whole = new ByteArrayOutputStream();
    var data = new DataInputStream(in);
    for (int size = chunk(data); size > 0; size = chunk(data)) {
      whole.write(data.readNBytes(size));
      data.skipNBytes(2);
    }
    return whole.toByteArray();
  }

  private static int chunk(DataInputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return Integer.parseInt(line.toString().strip(), 16);
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
