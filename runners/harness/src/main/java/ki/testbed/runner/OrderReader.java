package ki.testbed.runner;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import ki.testbed.protocol.Order;
import ki.testbed.protocol.RunnerExit;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.Wire;
import ki.testbed.protocol.WireFormatException;
import tools.jackson.core.JacksonException;

/**
 * Reads an order: one line, then exactly the bytes it declares. Never reads to the end of the
 * stream, which may not come while the other side lives.
 */
final class OrderReader {
  private final InputStream in;
  private final long mostBytes;

  /**
   * A reader.
   *
   * @param mostBytes of all blobs together
   */
  OrderReader(InputStream in, long mostBytes) {
    this.in = in;
    this.mostBytes = mostBytes;
  }

  /**
   * Reads it.
   *
   * @throws OrderRefused if it is not understood, ends early, or a hash is wrong
   */
  ReceivedOrder read() throws IOException, OrderRefused {
    Order order = understood(line());
    List<byte[]> blobs = new ArrayList<>();
    for (Order.BlobHeader header : order.blobs()) {
      blobs.add(blob(header));
    }
    return ReceivedOrder.of(order, blobs);
  }

  private byte[] line() throws IOException, OrderRefused {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new OrderRefused(RunnerExit.ORDER_INCOMPLETE, "the order ends in its first line");
      }
      if (line.size() == Order.MAX_LINE) {
        throw new OrderRefused(
            RunnerExit.BAD_ORDER, "the first line is longer than " + Order.MAX_LINE + " bytes");
      }
      line.write(b);
    }
    return line.toByteArray();
  }

  private Order understood(byte[] line) throws OrderRefused {
    try {
      Order order =
          Wire.readOrder(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString());
      checkBlobs(order.blobs());
      return order;
    } catch (WireFormatException e) {
      throw new OrderRefused(RunnerExit.BAD_ORDER, e.getMessage() + where(e));
    } catch (CharacterCodingException e) {
      throw new OrderRefused(RunnerExit.BAD_ORDER, "the first line is not UTF-8");
    }
  }

  /** Where it went wrong, never with what: the order holds secrets. */
  private static String where(WireFormatException e) {
    return e.getCause() instanceof JacksonException json ? ": " + json.getPathReference() : "";
  }

  private void checkBlobs(List<Order.BlobHeader> headers) throws OrderRefused {
    long left = mostBytes;
    Set<Order.BlobKind> kinds = new HashSet<>();
    for (Order.BlobHeader header : headers) {
      left -= header.bytes();
      if (header.bytes() < 0 || header.bytes() > mostBytes || left < 0) {
        throw new OrderRefused(
            RunnerExit.BAD_ORDER, "the blobs are larger than " + mostBytes + " bytes together");
      }
      if (!kinds.add(header.kind())) {
        throw new OrderRefused(RunnerExit.BAD_ORDER, "two blobs of one kind");
      }
    }
  }

  private byte[] blob(Order.BlobHeader header) throws IOException, OrderRefused {
    byte[] bytes = in.readNBytes((int) header.bytes());
    if (bytes.length < header.bytes()) {
      throw new OrderRefused(
          RunnerExit.ORDER_INCOMPLETE, "the order ends in a blob of kind " + header.kind());
    }
    if (!Sha256.of(bytes).equals(header.sha256())) {
      throw new OrderRefused(
          RunnerExit.ORDER_INCOMPLETE,
          "a blob of kind " + header.kind() + " does not have its hash");
    }
    return bytes;
  }
}
