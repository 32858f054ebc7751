package ki.testbed.samples.hostile;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Speaks HTTP byte by byte, so that it can speak it wrongly. */
final class RawServer {
  private static final int WRONG_LATER = 3;
  private static final String CARD =
      """
      {"name":"langid","versions":["1"],"platform":"hostile",\
      "inputs":[{"name":"text","datatype":"BYTES","shape":[-1]}],\
      "outputs":[{"name":"label","datatype":"BYTES","shape":[-1]},\
      {"name":"confidence","datatype":"FP32","shape":[-1]}]}\
      """;

  private final Wrongs wrongs;
  private final int good;
  private final AtomicInteger asked = new AtomicInteger();

  private RawServer(Wrongs wrongs, int good) {
    this.wrongs = wrongs;
    this.good = good;
  }

  /**
   * Serves for ever.
   *
   * @param good inferences answered well before the first that is not
   */
  static void serve(InetSocketAddress address, Misbehaviour wrong, int good) throws IOException {
    var server = new RawServer(new Wrongs(wrong), good);
    try (var listening = new ServerSocket()) {
      listening.bind(address, 256);
      System.out.println("hostile on purpose: " + wrong.word() + " after " + good);
      while (true) {
        Socket socket = listening.accept();
        Thread.ofPlatform().daemon().start(() -> server.converse(socket));
      }
    }
  }

  private void converse(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        answer(Asked.read(in), socket);
      }
    } catch (EOFException _) {
      // the other side is done
    } catch (IOException e) {
      System.out.println(e.getMessage());
    }
  }

  private void answer(Asked asking, Socket socket) throws IOException {
    if (asking.inference()) {
      infer(asking, socket);
    } else {
      send(socket.getOutputStream(), simple(asking.path()));
    }
  }

  private void infer(Asked asking, Socket socket) throws IOException {
    if (!asking.wellShaped()) {
      send(socket.getOutputStream(), json(400, "{\"error\":\"shape\"}"));
    } else if (!wrongNow(asked.getAndIncrement())) {
      send(socket.getOutputStream(), json(200, inference(asking.id())));
    } else {
      wrongs.commit(asking, socket);
    }
  }

  /** From the first one on always, later only three times: enough to be noticed. */
  private boolean wrongNow(int before) {
    return before >= good && (good == 0 || before < good + WRONG_LATER);
  }

  private static String simple(String path) {
    return switch (path) {
      case "/v2" -> json(200, "{\"name\":\"hostile\",\"version\":\"1\",\"extensions\":[]}");
      case "/v2/health/live", "/v2/health/ready" -> json(200, "{}");
      case "/v2/models/langid/ready" -> json(200, "{\"name\":\"langid\",\"ready\":true}");
      case "/v2/models/langid" -> json(200, CARD);
      default -> json(404, "{\"error\":\"unknown\"}");
    };
  }

  /** A whole answer. */
  static String json(int status, String body) {
    return "HTTP/1.1 "
        + status
        + " X\r\nContent-Type: application/json\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  static String inference(String id) {
    return """
    {"model_name":"langid","model_version":"1","id":"%s","outputs":[\
    {"name":"label","datatype":"BYTES","shape":[1],"data":["eng"]},\
    {"name":"confidence","datatype":"FP32","shape":[1],"data":[1.0]}]}\
    """
        .formatted(id);
  }

  static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
