package ki.testbed.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** One part of a fake sandbox: its process, its log and how it ended. */
final class FakeContainer implements FakeProcess {
  private static final int KILLED = 137;
  private static final int TERMINATED = 143;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final InstantSource clock;
  private final Part part;
  private final Resources limits;
  private final Pipe pipe;
  private final InputStream stdin;
  private final OutputStream order;
  private final FakeOutput output = new FakeOutput();
  private Optional<Thread> thread = Optional.empty();
  private Optional<Instant> started = Optional.empty();
  private Optional<Exit> exit = Optional.empty();
  private boolean termIgnored;
  private boolean termCaught;
  private boolean termed;
  private boolean childKilled;
  private long memory;
  private long cpu;
  private int processes = 1;
  private long refused;

  FakeContainer(InstantSource clock, Part part, Resources limits) {
    this.clock = clock;
    this.part = part;
    this.limits = limits;
    try {
      this.pipe = Pipe.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.stdin = Channels.newInputStream(pipe.source());
    this.order = Channels.newOutputStream(pipe.sink());
  }

  /** A process out of memory, or a program that goes on after its process was killed. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed");
    }
  }

  void start(FakeProgram program) {
    change(() -> {
      started = Optional.of(clock.instant());
      thread = Optional.of(Thread.ofVirtual().start(() -> run(program)));
    });
  }

  private void run(FakeProgram program) {
    try {
      end(new Exit.How.Code(program.run(this)), false);
    } catch (SandboxRefused e) {
      end(new Exit.How.NotStarted(e.why(), String.valueOf(e.getMessage())), false);
    } catch (Killed e) {
      end(new Exit.How.Code(KILLED), true);
    } catch (InterruptedException | UncheckedIOException e) {
      end(new Exit.How.Code(KILLED), false);
    }
  }

  /** Ends the process as seen from outside; what its program does afterwards is lost. */
  void end(Exit.How how, boolean oomKilled) {
    change(() -> {
      if (exit.isEmpty()) {
        exit =
            Optional.of(
                new Exit(
                    how,
                    oomKilled || childKilled,
                    new Usage.Counter.Value(refused),
                    clock.instant(),
                    ""));
        output.close();
        changed.signalAll();
      }
    });
    thread.filter(t -> t != Thread.currentThread()).ifPresent(Thread::interrupt);
    closePipe();
  }

  private void closePipe() {
    try {
      stdin.close();
      order.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  OutputStream order() {
    return order;
  }

  Optional<Instant> started() {
    return read(() -> started);
  }

  Optional<Exit> exit() {
    return read(() -> exit);
  }

  boolean running() {
    return read(() -> started.isPresent() && exit.isEmpty());
  }

  /** SIGTERM, and SIGKILL at once or, if the program ends by itself when asked, after the grace. */
  void stop(Duration grace) {
    if (!running()) {
      return;
    }
    boolean polite =
        read(() -> {
          termed = true;
          changed.signalAll();
          return termCaught;
        });
    if (!polite && !read(() -> termIgnored)) {
      end(new Exit.How.Code(TERMINATED), false);
    } else if (!polite || !await(grace, () -> exit.isPresent())) {
      end(new Exit.How.Code(KILLED), false);
    }
  }

  private boolean await(Duration atMost, BooleanSupplier condition) {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (!condition.getAsBoolean() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return condition.getAsBoolean();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  FakeOutput output() {
    return output;
  }

  Usage usage() {
    return read(() ->
        new Usage(
            clock.instant(),
            value(cpu),
            value(memory),
            value(memory),
            value(0),
            value(oomKills()),
            value(refused),
            "fake"));
  }

  private int oomKills() {
    return childKilled || exit.map(Exit::oomKilled).orElse(false) ? 1 : 0;
  }

  private static Usage.Counter value(long value) {
    return new Usage.Counter.Value(value);
  }

  @Override
  public InputStream stdin() {
    return stdin;
  }

  @Override
  public void stdout(String line) {
    write(Optional.of(FakeOutput.Line.of(line)), line + "\n");
  }

  @Override
  public void halfLine(String text) {
    write(Optional.of(new FakeOutput.Line(text, true)), text);
  }

  @Override
  public void stderr(String line) {
    write(Optional.empty(), line + "\n");
  }

  private void write(Optional<FakeOutput.Line> stdout, String text) {
    boolean logged = stdout.isEmpty() || part == Part.SUT;
    if (!output.add(stdout, logged ? text : "")) {
      throw new Killed();
    }
  }

  @Override
  public void ignoreTerm() {
    change(() -> termIgnored = true);
  }

  @Override
  public void catchTerm() {
    change(() -> termCaught = true);
  }

  @Override
  public void awaitTerm() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      termCaught = true;
      while (!termed) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void rest() throws InterruptedException {
    TimeUnit.DAYS.sleep(365);
  }

  @Override
  public void allocate(long bytes) {
    change(() -> {
      if (bytes > limits.memoryBytes() - memory) {
        memory = limits.memoryBytes();
        throw new Killed();
      }
      memory += bytes;
    });
  }

  @Override
  public void allocateInChild(long bytes) {
    change(() -> childKilled |= bytes > limits.memoryBytes() - memory);
  }

  @Override
  public int spawn(int wanted) {
    return read(() -> {
      int made = Math.min(wanted, limits.pids() - processes);
      processes += made;
      refused += wanted - made;
      return made;
    });
  }

  @Override
  public void burn(Duration time) {
    change(() -> cpu += time.toNanos());
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  private <T> T read(Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }
}
