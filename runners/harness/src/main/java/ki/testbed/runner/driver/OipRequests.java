package ki.testbed.runner.driver;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Requests of the Open Inference Protocol as bytes: a fixed head, the id, then the sample's own
 * JSON without its opening brace.
 */
final class OipRequests {
  private static final byte[] BODY_START = "{\"id\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ID_END = "\",".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int ID_DIGITS = 32;
  private static final String COMMON =
      " HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: application/json\r\nAccept-Encoding: identity\r\n";

  private final int port;
  private final Samples samples;
  private byte[] head;

  OipRequests(int port, Samples samples, String inferPath) {
    this.port = port;
    this.samples = samples;
    this.head = postHead(inferPath);
  }

  /** From now on requests go to this path. */
  void path(String inferPath) {
    head = postHead(inferPath);
  }

  private byte[] postHead(String path) {
    return ("POST "
            + path
            + COMMON.formatted(port)
            + "Content-Type: application/json\r\nContent-Length: ")
        .getBytes(StandardCharsets.US_ASCII);
  }

  byte[] get(String path) {
    return ("GET " + path + COMMON.formatted(port) + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  byte[] post(String path, byte[] body) {
    byte[] start =
        (new String(postHead(path), StandardCharsets.US_ASCII) + body.length + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = java.util.Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, request, start.length, body.length);
    return request;
  }

  private int bodyBytes(int sample) {
    return BODY_START.length + ID_DIGITS + ID_END.length + samples.length(sample) - 1;
  }

  int bytes(int sample) {
    int body = bodyBytes(sample);
    return head.length + digits(body) + HEAD_END.length + body;
  }

  void write(int sample, long idHigh, long idLow, ByteBuf out) {
    out.writeBytes(head);
    writeDecimal(bodyBytes(sample), out);
    out.writeBytes(HEAD_END).writeBytes(BODY_START);
    writeHex(idHigh, out);
    writeHex(idLow, out);
    out.writeBytes(ID_END)
        .writeBytes(samples.bytes(), samples.start(sample) + 1, samples.length(sample) - 1);
  }

  static int digits(int value) {
    int digits = 1;
    for (int rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  static void writeDecimal(int value, ByteBuf out) {
    int unit = 1;
    for (int i = digits(value); i > 1; i--) {
      unit *= 10;
    }
    for (; unit > 0; unit /= 10) {
      out.writeByte('0' + value / unit % 10);
    }
  }

  private static void writeHex(long value, ByteBuf out) {
    for (int shift = 60; shift >= 0; shift -= 4) {
      out.writeByte(HEX[(int) (value >>> shift) & 15]);
    }
  }
}
