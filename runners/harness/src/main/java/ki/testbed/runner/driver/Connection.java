package ki.testbed.runner.driver;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the SUT with at most one exchange at a time. Everything here happens on the
 * event loop.
 */
public final class Connection extends ChannelInboundHandlerAdapter {
  private final Connections owner;
  private final LongSupplier clock;
  private final AnswerParser parser;
  private final Flight flight = new Flight();
  private final ChannelFutureListener written = this::written;
  private @Nullable Channel channel;
  private @Nullable ByteBuf pending;
  private @Nullable Landing landing;
  private boolean abandoned;
  private long begun;
  private long lastRead;

  Connection(Connections owner, LongSupplier clock, Bounds bounds, int number) {
    this.owner = owner;
    this.clock = clock;
    this.parser = new AnswerParser(bounds);
    flight.connection = number;
  }

  /**
   * Sends a request, as soon as the connection is there.
   *
   * @param request released by this call
   */
  public void send(ByteBuf request, int exchange, long idHigh, long idLow, Landing told) {
    flight.begin(exchange, idHigh, idLow);
    parser.begin();
    landing = told;
    begun = clock.getAsLong();
    lastRead = begun;
    if (channel == null) {
      pending = request;
    } else {
      write(channel, request);
    }
  }

  boolean isBusy() {
    return landing != null;
  }

  /** The channel is connected. */
  void opened(Channel opened) {
    channel = opened;
    ByteBuf request = pending;
    pending = null;
    if (request != null) {
      write(opened, request);
    } else if (abandoned) {
      var _ = opened.close();
    } else {
      owner.free(this);
      owner.roomMade();
    }
  }

  /** The channel could not be connected. */
  void notOpened() {
    if (pending != null) {
      pending.release();
      pending = null;
    }
    end(Fault.NO_CONNECTION);
  }

  private void write(Channel to, ByteBuf request) {
    flight.bytesOut = request.readableBytes();
    flight.firstWrite = clock.getAsLong();
    ChannelFuture done = to.writeAndFlush(request);
    if (done.isSuccess()) {
      flight.lastWrite = clock.getAsLong();
    } else {
      done.addListener(written);
    }
  }

  private void written(ChannelFuture done) {
    if (!isBusy()) {
      return;
    }
    if (done.isSuccess()) {
      flight.lastWrite = clock.getAsLong();
    } else {
      end(Fault.BROKEN_OFF);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      read(in);
    } finally {
      in.release();
    }
  }

  private void read(ByteBuf in) {
    if (!isBusy()) {
      owner.unsolicited();
      close();
      return;
    }
    lastRead = clock.getAsLong();
    if (flight.firstByte < 0) {
      flight.firstByte = lastRead;
    }
    parser.at(lastRead);
    int offered = in.readableBytes();
    boolean more = parser.wantsMoreAfter(in);
    flight.bytesIn += offered - in.readableBytes();
    if (!more) {
      boolean leftOver = in.isReadable() && parser.fault() == Fault.NONE;
      if (leftOver) {
        owner.unsolicited();
      }
      complete(leftOver);
    }
  }

  private void complete(boolean leftOver) {
    flight.persistent = parser.persistent() && !leftOver;
    if (parser.fault() == Fault.NONE) {
      flight.body = parser.copyOfBody();
      flight.marks = parser.marks();
    }
    end(parser.fault());
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (isBusy()) {
      parser.closed();
      complete(false);
    }
    owner.gone(this);
  }

  /** A reset shows up here; anything but trouble with the socket is our own mistake. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      Defect.raise(cause);
    }
    if (isBusy()) {
      end(Fault.BROKEN_OFF);
    }
    close();
  }

  /** Gives up an exchange that is past its deadline. */
  void expire(long now, Bounds bounds) {
    boolean late =
        now - begun > bounds.deadlineNs()
            || (flight.firstByte >= 0 && now - lastRead > bounds.silenceNs());
    if (isBusy() && late) {
      abort(Fault.TOO_SLOW);
    }
  }

  /** Ends an exchange from our side; the connection is of no use any more. */
  void abort(Fault fault) {
    abandoned = true;
    if (pending != null) {
      pending.release();
      pending = null;
    }
    end(fault);
  }

  private void end(Fault fault) {
    Landing told = landing;
    if (told == null) {
      return;
    }
    landing = null;
    flight.lastByte = clock.getAsLong();
    flight.fault = fault;
    flight.status = parser.status();
    if (fault == Fault.NONE && flight.persistent && flight.lastWrite >= 0) {
      owner.free(this);
    } else {
      flight.persistent = false;
      owner.discard(this, fault);
    }
    told.landed(flight);
    owner.roomMade();
  }

  void close() {
    if (channel != null) {
      var _ = channel.close();
    }
  }
}
