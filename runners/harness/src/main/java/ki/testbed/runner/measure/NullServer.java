package ki.testbed.runner.measure;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import ki.testbed.runner.driver.Transport;

/**
 * A server inside the runner that answers anything at once with the same bytes: what is measured
 * against it is the runner itself. The SUT shares the loopback, so only announced ports are served
 * and the listener is closed before any traffic.
 */
final class NullServer implements AutoCloseable {
  private final Transport transport = Transport.open("null-server");
  private final Set<Integer> announced = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger foreign = new AtomicInteger();
  private final Channel listener;
  private final byte[] answer;

  NullServer(int bodyBytes) {
    this.answer = answer(bodyBytes);
    this.listener =
        new ServerBootstrap()
            .group(transport.loop())
            .channel(transport.listener())
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Accepting())
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
  }

  private static byte[] answer(int bodyBytes) {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + bodyBytes
            + "\r\n\r\n";
    return (head + " ".repeat(bodyBytes)).getBytes(StandardCharsets.US_ASCII);
  }

  int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** Connections from this port on loopback are ours. */
  void announce(int port) {
    announced.add(port);
  }

  /** How many of ours are there. */
  int acceptedCount() {
    return accepted.get();
  }

  /** How many others tried. */
  int foreignCount() {
    return foreign.get();
  }

  /** Takes no further connections. */
  void seal() {
    listener.close().syncUninterruptibly();
  }

  @Override
  public void close() {
    var _ = listener.close();
    transport.close();
  }

  private final class Accepting extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      if (channel.remoteAddress() instanceof InetSocketAddress peer
          && announced.remove(peer.getPort())) {
        accepted.incrementAndGet();
        channel.pipeline().addLast(new Answering());
      } else {
        foreign.incrementAndGet();
        var _ = channel.close();
      }
    }
  }

  /**
   * Finds the end of each request by its Content-Length; requests come from our own driver, so
   * their head is as it writes it.
   */
  private final class Answering extends ChannelInboundHandlerAdapter {
    private static final byte[] LENGTH = "Content-Length: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private int left;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf in = (ByteBuf) message;
      if (left == 0) {
        left = lengthOf(in);
      }
      left -= in.readableBytes();
      in.release();
      if (left == 0) {
        var _ = context.writeAndFlush(Unpooled.wrappedBuffer(answer));
      }
    }

    private static int lengthOf(ByteBuf in) {
      int at = find(in, LENGTH) + LENGTH.length;
      int body = 0;
      for (; in.getByte(at) != '\r'; at++) {
        body = body * 10 + in.getByte(at) - '0';
      }
      return find(in, END) + END.length - in.readerIndex() + body;
    }

    private static int find(ByteBuf in, byte[] what) {
      for (int at = in.readerIndex(); at <= in.writerIndex() - what.length; at++) {
        int same = 0;
        while (same < what.length && in.getByte(at + same) == what[same]) {
          same++;
        }
        if (same == what.length) {
          return at;
        }
      }
      throw new IllegalStateException("our own driver sent a request without a length");
    }
  }
}
