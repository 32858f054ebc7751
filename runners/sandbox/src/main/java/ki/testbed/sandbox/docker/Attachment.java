package ki.testbed.sandbox.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.LongConsumer;

/**
 * A connection into the stdin of a container. Spoken by hand, since the client library pumps in
 * pieces of 1 KiB, on a thread whose failures nobody can catch, and has no way to say that the
 * input ends.
 */
final class Attachment implements AutoCloseable {
  private static final int LONGEST_HEAD = 1 << 16;
  private static final int PIECE = 1 << 16;

  private final SocketChannel channel;

  private Attachment(SocketChannel channel) {
    this.channel = channel;
  }

  /** Connects, and from then on the connection is the container's stdin. */
  static Attachment open(URI host, String path) throws IOException {
    var attachment = new Attachment(SocketChannel.open(address(host)));
    try {
      attachment.upgrade(path);
      return attachment;
    } catch (IOException | EngineAnswer e) {
      attachment.close();
      throw e;
    }
  }

  private static SocketAddress address(URI host) {
    return "unix".equals(host.getScheme())
        ? UnixDomainSocketAddress.of(host.getPath())
        : new InetSocketAddress(host.getHost(), host.getPort());
  }

  private void upgrade(String path) throws IOException {
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: engine\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 0\r\n\r\n";
    write(ByteBuffer.wrap(head.getBytes(US_ASCII)));
    String answer = head();
    int status = status(answer);
    if (status != 101) {
      throw new EngineAnswer(status, answer.lines().findFirst().orElse(""));
    }
  }

  private static int status(String head) throws IOException {
    String[] words = head.split(" ", 3);
    if (words.length < 3 || !words[1].matches("\\d{3}")) {
      throw new IOException("the engine does not speak HTTP");
    }
    return Integer.parseInt(words[1]);
  }

  /** Byte by byte, as what follows the head belongs to somebody else. */
  private String head() throws IOException {
    var head = new StringBuilder();
    var one = ByteBuffer.allocate(1);
    while (head.indexOf("\r\n\r\n") < 0) {
      if (channel.read(one.clear()) < 0 || head.length() > LONGEST_HEAD) {
        throw new EOFException("the engine broke off");
      }
      head.append((char) (one.get(0) & 0xff));
    }
    return head.toString();
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Sends exactly so many bytes, then the end.
   *
   * @param sent told how many bytes have gone so far
   * @throws UnreadableOrder if the order cannot be read or ends early
   * @throws IOException if the connection breaks, or is closed by {@link #endWithContainer}
   */
  void send(InputStream order, long bytes, LongConsumer sent) throws IOException, UnreadableOrder {
    var piece = new byte[PIECE];
    long left = bytes;
    while (left > 0) {
      int read = UnreadableOrder.read(order, piece, (int) Math.min(piece.length, left));
      write(ByteBuffer.wrap(piece, 0, read));
      left -= read;
      sent.accept(bytes - left);
    }
    channel.shutdownOutput();
  }

  /**
   * Waits until the engine ends the connection, which it does when the container has ended, and
   * closes it, which ends a blocked sender.
   */
  void endWithContainer() {
    try (this) {
      var ignored = ByteBuffer.allocate(PIECE);
      while (channel.read(ignored) >= 0) {
        ignored.clear();
      }
    } catch (IOException _) {
      // closed by us, or broken: either way it has ended
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
