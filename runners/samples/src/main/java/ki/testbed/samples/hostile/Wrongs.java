package ki.testbed.samples.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/** The wrong answers. */
final class Wrongs {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
  private static final Duration DRIP = Duration.ofMillis(200);
  private static final byte[] CHUNK = chunk();

  private final Misbehaviour kind;
  private final Exchanger<String> partner = new Exchanger<>();
  private final AtomicInteger asked = new AtomicInteger();

  Wrongs(Misbehaviour kind) {
    this.kind = kind;
  }

  private static byte[] chunk() {
    return ("4000\r\n" + "x".repeat(0x4000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  void commit(Asked asked, Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    String good = RawServer.inference(asked.id());
    switch (kind) {
      case SLOW_STATUS -> drip(out, OK.repeat(20));
      case SLOW_HEADERS -> drip(out, OK + "X-Slow: " + "x".repeat(2000));
      case SLOW_BODY -> drip(out, RawServer.json(200, good + " ".repeat(2000)));
      case ENDLESS_CHUNKS -> endless(out, CHUNKED, CHUNK);
      case ENDLESS_EVENTS -> endless(out, OK + "Content-Type: text/event-stream\r\n\r\n", events());
      case LENGTH_HUGE -> RawServer.send(out, OK + "Content-Length: 9223372036854775807\r\n\r\n{}");
      case LENGTH_NEGATIVE -> RawServer.send(out, OK + "Content-Length: -1\r\n\r\n" + good);
      case LENGTH_TWICE -> RawServer.send(out, OK + length(good) + length(good) + "\r\n" + good);
      case LENGTH_AND_CHUNKED ->
          RawServer.send(
              out, OK + length(good) + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + good);
      case HEADER_BOMB -> RawServer.send(out, OK + "X-Bomb: b\r\n".repeat(100_000) + "\r\n");
      case INTERIM_FLOOD ->
          endless(out, "", "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      case GZIP_BODY -> body(out, "Content-Encoding: gzip\r\n", gzip(good));
      case REDIRECT_METADATA -> redirect(out, "http://169.254.169.254/latest/meta-data/");
      case REDIRECT_SERVICE -> redirect(out, "http://127.0.0.1:8080/api/v1/whoami");
      case REDIRECT_FILE -> redirect(out, "file:///etc/passwd");
      case HTML -> body(out, "", "<html><script>alert(1)</script></html>");
      case BOM -> body(out, "", "\ufeff" + good);
      case UTF16 -> body(out, "", good.getBytes(StandardCharsets.UTF_16));
      case BAD_UTF8 -> body(out, "", good.replace("eng", "\u00ff").getBytes(latin()));
      case DEEP_JSON -> body(out, "", "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
      case DUPLICATE_KEYS -> body(out, "", good.replaceFirst("\\{", "{\"id\":\"other\","));
      case TOO_LARGE_NUMBER -> body(out, "", good.replace("1.0", "1e999"));
      case NAN -> body(out, "", good.replace("1.0", "NaN"));
      case LONG_STRING -> body(out, "", good.replace("eng", "e".repeat(20 << 20)));
      case RESET -> reset(socket);
      case HALF_CLOSE -> halfClose(socket, good);
      case SILENCE -> Processes.pause(Duration.ofMinutes(10));
      case UNSOLICITED -> unsolicited(out, good);
      case SWAPPED -> swapped(out, asked);
      case TEN_TIMES_SLOWER -> sometimesSlow(out, good);
    }
  }

  private static Charset latin() {
    return StandardCharsets.ISO_8859_1;
  }

  private static String length(String body) {
    return "Content-Length: " + body.length() + "\r\n";
  }

  private static byte[] events() {
    return ("data: " + "x".repeat(1000) + "\n\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static void drip(OutputStream out, String text) throws IOException {
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      out.write(one);
      out.flush();
      Processes.pause(DRIP);
    }
  }

  private static void endless(OutputStream out, String head, byte[] piece) throws IOException {
    RawServer.send(out, head);
    while (true) {
      out.write(piece);
    }
  }

  private static void body(OutputStream out, String headers, String body) throws IOException {
    body(out, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void body(OutputStream out, String headers, byte[] body) throws IOException {
    RawServer.send(out, OK + headers + "Content-Length: " + body.length + "\r\n\r\n");
    out.write(body);
    out.flush();
  }

  private static void redirect(OutputStream out, String to) throws IOException {
    RawServer.send(out, "HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n");
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private static void halfClose(Socket socket, String good) throws IOException {
    RawServer.send(
        socket.getOutputStream(),
        OK + length(good) + "\r\n" + good.substring(0, good.length() / 2));
    socket.shutdownOutput();
  }

  private static void unsolicited(OutputStream out, String good) throws IOException {
    RawServer.send(out, RawServer.json(200, good) + RawServer.json(200, "{}"));
  }

  /** Two that are asked at the same time get each other's answer. */
  private void swapped(OutputStream out, Asked asked) throws IOException {
    String id = asked.id();
    try {
      id = partner.exchange(id, 100, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      // nobody else asks
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    RawServer.send(out, RawServer.json(200, RawServer.inference(id)));
  }

  private void sometimesSlow(OutputStream out, String good) throws IOException {
    if (asked.incrementAndGet() % 50 == 0) {
      Processes.pause(Duration.ofMillis(200));
    }
    RawServer.send(out, RawServer.json(200, good));
  }
}
