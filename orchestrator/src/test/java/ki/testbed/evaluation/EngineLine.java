package ki.testbed.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line to an engine on which one request may be held up for as long as a test wants. */
final class EngineLine implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *([0-9]+)");

  private final UnixDomainSocketAddress engine;
  private final Path socket;
  private final ServerSocketChannel server;
  private final AtomicReference<Optional<Pattern>> wanted = new AtomicReference<>(Optional.empty());
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  EngineLine(Path socket, String engine) throws IOException {
    this.engine = UnixDomainSocketAddress.of(engine.replaceFirst("^unix://", ""));
    this.socket = socket;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.startVirtualThread(this::accept);
  }

  /** For settings. */
  String address() {
    return "unix://" + socket;
  }

  /** The next request in which this is found waits. */
  void holdUp(Pattern request) {
    wanted.set(Optional.of(request));
  }

  boolean awaitHeld(long seconds) throws InterruptedException {
    return held.await(seconds, TimeUnit.SECONDS);
  }

  /** What was held up arrives now. */
  void release() {
    released.countDown();
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        SocketChannel target = SocketChannel.open(engine);
        Thread.ofPlatform().daemon().start(() -> pump(client, target, true));
        Thread.ofPlatform().daemon().start(() -> pump(target, client, false));
      } catch (IOException _) {
        // closed, or the engine is not there
      }
    }
  }

  private void pump(SocketChannel from, SocketChannel to, boolean request) {
    var buffer = ByteBuffer.allocate(1 << 18);
    try {
      while (from.read(buffer) >= 0) {
        if (request && isWanted(buffer)) {
          readWhole(from, buffer);
          hold();
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException _) {
      close(from);
      close(to);
    }
  }

  private boolean isWanted(ByteBuffer buffer) {
    return wanted.get().filter(one -> one.matcher(text(buffer)).find()).isPresent()
        && wanted.getAndSet(Optional.empty()).isPresent();
  }

  private static String text(ByteBuffer buffer) {
    return StandardCharsets.ISO_8859_1.decode(buffer.duplicate().flip()).toString();
  }

  /** Whoever asked has then done all it can do for its request, and may be paused. */
  private static void readWhole(SocketChannel from, ByteBuffer buffer) throws IOException {
    while (!isWhole(text(buffer))) {
      if (from.read(buffer) < 0) {
        return;
      }
    }
  }

  private static boolean isWhole(String request) {
    int body = request.indexOf("\r\n\r\n") + 4;
    if (body < 4) {
      return false;
    }
    Matcher length = LENGTH.matcher(request.substring(0, body));
    return length.find()
        ? request.length() >= body + Integer.parseInt(length.group(1))
        : request.endsWith("0\r\n\r\n");
  }

  private void hold() {
    held.countDown();
    try {
      released.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    release();
    server.close();
  }
}
