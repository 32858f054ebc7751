package ki.testbed.runner.driver;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * Connections to one address on one event loop: opened on demand, kept while the SUT keeps them, at
 * most so many. Except for the counters, everything is called on the event loop.
 */
public final class Connections implements AutoCloseable {
  private static final long SWEEP_MS = 20;

  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final InetSocketAddress address;
  private final Bounds bounds;
  private final LongSupplier clock;
  private final int most;
  private final Optional<IntConsumer> ownPort;
  private final ArrayDeque<Connection> idle = new ArrayDeque<>();
  private final List<Connection> all = new ArrayList<>();
  private final ScheduledFuture<?> sweep;
  private Runnable whenRoom = () -> {};
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger unsolicited = new AtomicInteger();
  private final AtomicInteger aborted = new AtomicInteger();

  /** Connections to a port on loopback. */
  public Connections(Transport transport, int port, int most, Bounds bounds, LongSupplier clock) {
    this(transport, port, most, bounds, clock, Optional.empty());
  }

  /**
   * Connections whose own ports may be told before they connect.
   *
   * @param ownPort is told each connection's port on our side
   */
  public Connections(
      Transport transport,
      int port,
      int most,
      Bounds bounds,
      LongSupplier clock,
      Optional<IntConsumer> ownPort) {
    this.loop = transport.loop();
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.bounds = bounds;
    this.clock = clock;
    this.most = most;
    this.ownPort = ownPort;
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(transport.channel())
            .option(ChannelOption.TCP_NODELAY, true);
    this.sweep = loop.scheduleAtFixedRate(this::expire, SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
  }

  /** Whether an exchange can start now. */
  public boolean available() {
    return !idle.isEmpty() || all.size() < most;
  }

  /** A connection for one exchange; only if {@link #available}. */
  public Connection take() {
    Connection free = idle.pollLast();
    return free == null ? open() : free;
  }

  /** Opens that many connections without using them yet. */
  public void openAhead(int count) {
    for (int i = 0; i < count; i++) {
      open();
    }
  }

  /**
   * Is run each time an exchange ended and its connection may be used again; replaces what was set
   * before.
   */
  public void whenRoom(Runnable action) {
    whenRoom = action;
  }

  /** A buffer for a request. */
  public ByteBuf buffer(int size) {
    return ByteBufAllocator.DEFAULT.directBuffer(size, size);
  }

  /** The loop on which all of this is called. */
  public EventLoop loop() {
    return loop;
  }

  /** How many connections were opened. */
  public int openedCount() {
    return opened.get();
  }

  /** On how many connections bytes came without a request. */
  public int unsolicitedCount() {
    return unsolicited.get();
  }

  /** How many connections were broken off by us. */
  public int abortedCount() {
    return aborted.get();
  }

  private Connection open() {
    Connection connection = new Connection(this, clock, bounds, opened.incrementAndGet());
    all.add(connection);
    Bootstrap own = bootstrap.clone().handler(connection);
    if (ownPort.isPresent()) {
      own.register()
          .addListener((ChannelFuture done) -> bind(connection, done.channel(), ownPort.get()));
    } else {
      own.connect(address).addListener((ChannelFuture done) -> connected(connection, done));
    }
    return connection;
  }

  private void bind(Connection connection, Channel channel, IntConsumer told) {
    channel
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .addListener((ChannelFuture _) -> {
          if (channel.localAddress() instanceof InetSocketAddress own) {
            told.accept(own.getPort());
          }
          channel.connect(address).addListener((ChannelFuture done) -> connected(connection, done));
        });
  }

  private void connected(Connection connection, ChannelFuture done) {
    if (done.isSuccess()) {
      connection.opened(done.channel());
    } else {
      all.remove(connection);
      connection.notOpened();
    }
  }

  void free(Connection connection) {
    idle.addLast(connection);
  }

  void discard(Connection connection, Fault fault) {
    if (fault != Fault.NONE && fault != Fault.NO_CONNECTION && fault != Fault.BROKEN_OFF) {
      aborted.incrementAndGet();
    }
    gone(connection);
    connection.close();
  }

  void gone(Connection connection) {
    all.remove(connection);
    idle.remove(connection);
  }

  void roomMade() {
    whenRoom.run();
  }

  void unsolicited() {
    unsolicited.incrementAndGet();
  }

  private void expire() {
    long now = clock.getAsLong();
    for (int i = all.size() - 1; i >= 0; i--) {
      if (i < all.size()) {
        all.get(i).expire(now, bounds);
      }
    }
  }

  /** Ends all exchanges in flight with this fault; on the event loop. */
  public void abortAll(Fault fault) {
    for (Connection connection : List.copyOf(all)) {
      if (connection.isBusy()) {
        connection.abort(fault);
      }
    }
  }

  /** Closes everything; may be called from any thread and waits. */
  @Override
  public void close() {
    sweep.cancel(false);
    loop.submit(() -> List.copyOf(all).forEach(Connection::close))
        .awaitUninterruptibly(1, TimeUnit.SECONDS);
  }
}
