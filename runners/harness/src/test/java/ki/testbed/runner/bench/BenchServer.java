package ki.testbed.runner.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import ki.testbed.runner.driver.Transport;

/**
 * A process of its own that answers each request after a known delay, and says in the answer how
 * long it really held it by its own clock. Arguments: pairs of nanoseconds and share; none for
 * answers at once, which say nothing. Prints its port.
 */
public final class BenchServer {
  private static final String BODY =
      "{\"model_name\":\"echo\",\"outputs\":[{\"name\":\"label\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"%019d\"]}]}";
  private static final String METADATA =
      "{\"name\":\"echo\",\"platform\":\"bench\",\"inputs\":[{\"name\":\"text\",\"datatype\":\"BYTES\",\"shape\":[1]}],"
          + "\"outputs\":[{\"name\":\"label\",\"datatype\":\"BYTES\",\"shape\":[1]}]}";
  private static final ByteBuf AT_ONCE = Unpooled.directBuffer().writeBytes(answer(0));

  private final long[] delays;
  private final double[] shares;
  private final SplittableRandom random = new SplittableRandom(1);

  private BenchServer(String[] pairs) {
    delays = new long[pairs.length / 2];
    shares = new double[delays.length];
    for (int i = 0; i < delays.length; i++) {
      delays[i] = Long.parseLong(pairs[2 * i]);
      shares[i] = Double.parseDouble(pairs[2 * i + 1]);
    }
  }

  /** Serves until its standard input ends. */
  public static void main(String[] args) throws Exception {
    Transport transport = Transport.open("bench-server");
    Channel listener =
        new ServerBootstrap()
            .group(transport.loop())
            .channel(transport.listener())
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new BenchServer(args).serving())
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
    System.out.println(((InetSocketAddress) listener.localAddress()).getPort());
    while (System.in.read() >= 0) {
      continue;
    }
    transport.close();
  }

  static byte[] answer(long heldNs) {
    return http(BODY.formatted(heldNs));
  }

  private static byte[] http(String body) {
    return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private ChannelInitializer<Channel> serving() {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(new Serving());
      }
    };
  }

  private long delay() {
    double u = random.nextDouble();
    int i = 0;
    for (double sum = shares[0]; i < delays.length - 1 && u >= sum; sum += shares[++i]) {
      continue;
    }
    return delays[i];
  }

  /** One request after the other; a request is over with its declared body. */
  private final class Serving extends ChannelInboundHandlerAdapter {
    private final StringBuilder head = new StringBuilder();
    private int left = -1;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      long came = System.nanoTime();
      ByteBuf in = (ByteBuf) message;
      if (left < 0) {
        head.append(in.toString(StandardCharsets.US_ASCII));
        int end = head.indexOf("\r\n\r\n");
        left = end < 0 ? -1 : end + 4 + length(head.toString()) - head.length();
      } else {
        left -= in.readableBytes();
      }
      in.release();
      if (left == 0) {
        left = -1;
        boolean asks = head.indexOf("GET ") == 0;
        head.setLength(0);
        if (asks) {
          var _ = context.writeAndFlush(Unpooled.wrappedBuffer(http(METADATA)));
        } else {
          reply(context, came);
        }
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }

    private static int length(String head) {
      int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ");
      return at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf("\r\n", at)));
    }

    private void reply(ChannelHandlerContext context, long came) {
      if (delays.length == 0) {
        var _ = context.writeAndFlush(AT_ONCE.retainedDuplicate());
        return;
      }
      var _ = context.executor().schedule(() -> held(context, came), delay(), TimeUnit.NANOSECONDS);
    }

    private void held(ChannelHandlerContext context, long came) {
      ByteBuf out = context.alloc().directBuffer(320);
      ByteBufUtil.writeAscii(
          out, new String(answer(System.nanoTime() - came), StandardCharsets.US_ASCII));
      var _ = context.writeAndFlush(out);
    }
  }
}
