package ki.testbed.submission;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP answer of a registry, whose body is read as it comes; closing it ends the connection.
 *
 * @param headers by their names in lower case; of two of a name the first counts
 */
record RegistryAnswer(int status, Map<String, String> headers, InputStream body)
    implements AutoCloseable {
  private static final int LONGEST_LINE = 16 << 10;
  private static final int MOST_LINES = 200;

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Reads the head of what this connection sends. */
  static RegistryAnswer read(Socket socket, InputStream in) throws IOException {
    String[] start = line(in).split(" ", 3);
    if (start.length < 2 || !start[0].startsWith("HTTP/1.") || !start[1].matches("[1-5][0-9]{2}")) {
      throw new IOException("no HTTP answer");
    }
    Map<String, String> headers = headers(in);
    return new RegistryAnswer(Integer.parseInt(start[1]), headers, body(socket, in, headers));
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    var headers = new HashMap<String, String>();
    String line = line(in);
    for (int lines = 0; !line.isEmpty(); lines++, line = line(in)) {
      int colon = line.indexOf(':');
      if (colon <= 0 || lines > MOST_LINES) {
        throw new IOException("no headers of an HTTP answer");
      }
      headers.putIfAbsent(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static InputStream body(Socket socket, InputStream in, Map<String, String> headers)
      throws IOException {
    boolean chunked =
        headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT).endsWith("chunked");
    InputStream body =
        chunked ? new Chunks(in) : new Counted(in, length(headers.get("content-length")));
    return new FilterInputStream(body) {
      @Override
      public void close() throws IOException {
        socket.close();
      }
    };
  }

  private static long length(@org.jspecify.annotations.Nullable String text) throws IOException {
    if (text == null) {
      return Long.MAX_VALUE;
    }
    if (!text.matches("[0-9]{1,15}")) {
      throw new IOException("no length of an HTTP answer");
    }
    return Long.parseLong(text);
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || line.size() > LONGEST_LINE) {
        throw new IOException("the head of an HTTP answer is cut or too long");
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    body.close();
  }

  /** A body of known length, or until the end. */
  private static final class Counted extends FilterInputStream {
    private long left;

    Counted(InputStream in, long length) {
      super(in);
      this.left = length;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = left == 0 ? -1 : super.read(buffer, offset, (int) Math.min(length, left));
      left -= Math.max(n, 0);
      return n;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
  }

  /** A body in chunks; trailers are not read. */
  private static final class Chunks extends FilterInputStream {
    private long left;
    private boolean begun;
    private boolean ended;

    Chunks(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0 && !ended) {
        next();
      }
      if (ended) {
        return -1;
      }
      int n = super.read(buffer, offset, (int) Math.min(length, left));
      if (n < 0) {
        throw new IOException("a chunk is cut");
      }
      left -= n;
      return n;
    }

    private void next() throws IOException {
      if (begun) {
        line(in);
      }
      begun = true;
      String size = line(in).split(";", 2)[0].strip();
      if (!size.matches("[0-9A-Fa-f]{1,12}")) {
        throw new IOException("no size of a chunk");
      }
      left = Long.parseLong(size, 16);
      ended = left == 0;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
  }
}
