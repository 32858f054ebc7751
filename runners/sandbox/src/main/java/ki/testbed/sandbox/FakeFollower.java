package ki.testbed.sandbox;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Follows the stdout of a fake runner on a thread of its own. */
final class FakeFollower implements EventFollower {
  private final FakeContainer runner;
  private final LineSink sink;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread thread;
  private volatile int delivered;

  FakeFollower(FakeContainer runner, LineSink sink) {
    this.runner = runner;
    this.sink = sink;
    this.thread = Thread.ofVirtual().start(this::follow);
  }

  private void follow() {
    try {
      if (runner.started().isPresent()) {
        int next = 0;
        for (Optional<FakeOutput.Line> line = runner.output().line(next);
            line.isPresent() && !closed.get();
            line = runner.output().line(++next)) {
          sink.line(line.get().text(), line.get().truncated());
          delivered = next + 1;
        }
      }
      end(runner.exit().isEmpty());
    } catch (InterruptedException _) {
      end(true);
    }
  }

  private void end(boolean broken) {
    if (!closed.getAndSet(true)) {
      sink.end(broken);
    }
  }

  /** Waits until all has been delivered that was written up to now. */
  void catchUp() {
    int written = runner.output().lines();
    while (delivered < written && thread.isAlive()) {
      LockSupport.parkNanos(100_000);
    }
  }

  /** The connection breaks: the sink hears of it. */
  void breakOff() {
    thread.interrupt();
  }

  @Override
  public void close() {
    closed.set(true);
    thread.interrupt();
  }
}
