package ki.testbed.evaluation;

import jakarta.annotation.PreDestroy;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import ki.testbed.queue.NotLeader;
import ki.testbed.sandbox.SandboxUnreachable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Works on many things at once, on each of them one at a time: an engine that is slow for one
 * sandbox holds up no other.
 */
@Component
class Workers {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual()
              .name("worker-", 0)
              .uncaughtExceptionHandler((_, e) ->
                  LOG.error("A defect of ours stopped a piece of work; it is begun again", e))
              .factory());
  private final Set<Object> busy = new HashSet<>();
  private final Set<Object> again = new HashSet<>();

  /** Work that may be interrupted. */
  @FunctionalInterface
  interface Work {
    void run() throws InterruptedException;
  }

  /**
   * Starts this work, or has it done once more after the same thing's present work.
   *
   * @param thing what is worked on
   */
  void submit(Object thing, Work work) {
    if (enter(thing)) {
      start(thing, work);
    }
  }

  private synchronized boolean enter(Object thing) {
    boolean free = busy.add(thing);
    if (!free) {
      again.add(thing);
    }
    return free;
  }

  private void start(Object thing, Work work) {
    try {
      threads.execute(() -> workOn(thing, work));
    } catch (RejectedExecutionException _) {
      LOG.debug("{} is left to the next leader: this process ends", thing);
      leave(thing);
    }
  }

  private void workOn(Object thing, Work work) {
    try {
      do {
        attempt(thing, work);
      } while (onceMore(thing));
    } catch (RuntimeException | Error e) {
      leave(thing);
      throw e;
    }
  }

  private synchronized boolean onceMore(Object thing) {
    if (again.remove(thing)) {
      return true;
    }
    leave(thing);
    return false;
  }

  private synchronized void leave(Object thing) {
    busy.remove(thing);
    again.remove(thing);
    notifyAll();
  }

  /** What can go wrong for a while is looked at again with the next pass; the row is as it was. */
  private static void attempt(Object thing, Work work) {
    try {
      work.run();
    } catch (RunMoved | NotLeader e) {
      LOG.info("{}: {}", thing, e.getMessage());
    } catch (SandboxUnreachable e) {
      LOG.info("{}: looked at again soon, as the engine did not answer: {}", thing, e.getMessage());
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("{}: looked at again soon, as the database failed: {}", thing, e.getMessage());
    } catch (UncheckedIOException e) {
      LOG.warn("{}: looked at again soon, as our own disk failed: {}", thing, e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until nothing is worked on. */
  synchronized void awaitIdle() throws InterruptedException {
    while (!busy.isEmpty()) {
      wait();
    }
  }

  @PreDestroy
  void close() throws InterruptedException {
    threads.shutdownNow();
    threads.awaitTermination(10, TimeUnit.SECONDS);
  }
}
