package ki.testbed.runner.driver;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Single exchanges outside the measured path, each waited for. */
public final class Caller {
  private static final long LOOK_MS = 50;

  private final Connections connections;
  private final BooleanSupplier cancelled;

  /**
   * A caller over these connections, whose bounds end each call.
   *
   * @param cancelled whether nobody wants to know any more; calls then come back as given up
   */
  public Caller(Connections connections, BooleanSupplier cancelled) {
    this.connections = connections;
    this.cancelled = cancelled;
  }

  /** Sends one request and waits for what comes of it. */
  public Reply call(byte[] request) {
    return callAll(List.of(request)).getFirst();
  }

  /**
   * Sends requests at the same time, each on a connection of its own; not more than there may be
   * connections.
   */
  public List<Reply> callAll(List<byte[]> requests) {
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (byte[] request : requests) {
      CompletableFuture<Reply> reply = new CompletableFuture<>();
      replies.add(reply);
      connections.loop().execute(() -> start(request, reply));
    }
    return replies.stream().map(this::await).toList();
  }

  private void start(byte[] request, CompletableFuture<Reply> reply) {
    ByteBuf out = connections.buffer(request.length).writeBytes(request);
    connections.take().send(out, 0, 0, 0, flight -> reply.complete(Reply.of(flight)));
  }

  private Reply await(CompletableFuture<Reply> reply) {
    while (!cancelled.getAsBoolean()) {
      try {
        return reply.get(LOOK_MS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // Not yet; the connection's own deadline ends the exchange.
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException("a call was broken off", e);
      }
    }
    return new Reply.Failure(Fault.GIVEN_UP);
  }

  /** How many connections so far brought bytes nobody asked for. */
  public int unsolicited() {
    return connections.unsolicitedCount();
  }
}
