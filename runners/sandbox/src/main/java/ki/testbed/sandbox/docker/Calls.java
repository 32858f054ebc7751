package ki.testbed.sandbox.docker;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import ki.testbed.sandbox.SandboxUnreachable;
import tools.jackson.core.JacksonException;

/**
 * Runs calls to the engine so that none takes longer than its deadline and a silent container
 * cannot use up everybody's. A call past its deadline is interrupted, which closes its socket, and
 * its outcome is unknown; should it not end even so, it keeps its place for ever.
 */
final class Calls implements AutoCloseable {
  private static final int PER_ENGINE = 32;
  private static final int PER_SANDBOX = 2;
  private static final String CLOSED = "this backend has been closed";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore engine = new Semaphore(PER_ENGINE);
  private final Map<String, Semaphore> sandboxes = new ConcurrentHashMap<>();

  /**
   * A call that concerns one sandbox, or none where {@code sandbox} is empty.
   *
   * @throws SandboxUnreachable past the deadline, waiting for a place included, or if the
   *     connection breaks
   */
  <T> T within(Duration deadline, String sandbox, Callable<T> call) {
    return await(deadline, submit(() -> inPlace(sandbox, call)));
  }

  /** A long call, which takes no place from the short ones. */
  <T> T apart(Duration deadline, Callable<T> call) {
    return await(deadline, submit(call));
  }

  /** A long call that may take its time as long as its progress changes within each stall. */
  <T> T progressing(Duration deadline, Duration stall, LongSupplier progress, Callable<T> call) {
    Future<T> future = submit(call);
    Duration left = deadline;
    long before = progress.getAsLong();
    while (left.compareTo(stall) > 0 && !doneWithin(stall, future)) {
      left = left.minus(stall);
      long now = progress.getAsLong();
      if (now == before) {
        return await(Duration.ZERO, future);
      }
      before = now;
    }
    return await(left, future);
  }

  /** Nothing more will be asked about this sandbox. */
  void forget(String sandbox) {
    sandboxes.remove(sandbox);
  }

  private <T> Future<T> submit(Callable<T> call) {
    try {
      return threads.submit(call);
    } catch (RejectedExecutionException e) {
      throw new SandboxUnreachable(CLOSED, e);
    }
  }

  private <T> T inPlace(String sandbox, Callable<T> call) throws Exception {
    Semaphore own =
        sandbox.isEmpty()
            ? new Semaphore(1)
            : sandboxes.computeIfAbsent(sandbox, _ -> new Semaphore(PER_SANDBOX));
    own.acquire();
    try {
      engine.acquire();
      try {
        return call.call();
      } finally {
        engine.release();
      }
    } finally {
      own.release();
    }
  }

  private static boolean doneWithin(Duration time, Future<?> future) {
    try {
      future.get(time.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException _) {
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private <T> T await(Duration deadline, Future<T> future) {
    try {
      return future.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw new SandboxUnreachable(
          "the engine did not answer in time; what it did is unknown, look and try again", e);
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new SandboxUnreachable("interrupted while waiting for the engine", e);
    } catch (ExecutionException e) {
      throw translated(e);
    }
  }

  /**
   * An answer of the engine stays what it is, a broken connection or an unreadable answer is an
   * unknown outcome.
   */
  private RuntimeException translated(ExecutionException failure) {
    for (Throwable t = failure.getCause(); t != null; t = t.getCause()) {
      if (t instanceof IOException
          || t instanceof InterruptedException
          || t instanceof JacksonException) {
        return new SandboxUnreachable(
            "no connection to the engine: " + Words.clean(String.valueOf(t.getMessage())), failure);
      }
    }
    if (threads.isShutdown()) {
      return new SandboxUnreachable(CLOSED, failure);
    }
    return failure.getCause() instanceof RuntimeException answer
        ? answer
        : new IllegalStateException(failure);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
