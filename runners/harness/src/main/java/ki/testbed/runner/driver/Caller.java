package ki.testbed.runner.driver;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Single exchanges outside the measured path, each waited for. */
public final class Caller {
  private final Connections connections;
  private final long patienceNs;

  /**
   * A caller over these connections.
   *
   * @param bounds whose deadline every call keeps
   */
  public Caller(Connections connections, Bounds bounds) {
    this.connections = connections;
    this.patienceNs = bounds.deadlineNs() + 5_000_000_000L;
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
    try {
      return reply.get(patienceNs, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Failure(Fault.GIVEN_UP);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("an exchange did not end by its deadline", e);
    }
  }

  /** How many connections so far brought bytes nobody asked for. */
  public int unsolicited() {
    return connections.unsolicitedCount();
  }
}
