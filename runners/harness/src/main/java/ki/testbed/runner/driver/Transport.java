package ki.testbed.runner.driver;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * One event loop and the kind of sockets it serves: native epoll, or the JDK's selector where there
 * is none.
 */
public final class Transport implements AutoCloseable {
  private final EventLoopGroup group;
  private final EventLoop loop;

  private Transport(EventLoopGroup group) {
    this.group = group;
    this.loop = group.next();
  }

  /** A new event loop on a thread with this name. */
  public static Transport open(String name) {
    var threads = new DefaultThreadFactory(name, true);
    var handler = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new Transport(new MultiThreadIoEventLoopGroup(1, threads, handler));
  }

  /** Which sockets are used. */
  public static String kind() {
    return Epoll.isAvailable() ? "epoll" : "nio";
  }

  /** The loop. */
  public EventLoop loop() {
    return loop;
  }

  Class<? extends Channel> channel() {
    return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  /** The kind of listening sockets. */
  public Class<? extends ServerChannel> listener() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  /** Closes all sockets of the loop and ends its thread. */
  @Override
  public void close() {
    var _ = group.shutdownGracefully(0, 200, TimeUnit.MILLISECONDS);
  }
}
