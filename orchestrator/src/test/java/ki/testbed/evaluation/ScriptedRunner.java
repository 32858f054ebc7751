package ki.testbed.evaluation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Order;
import ki.testbed.protocol.Phase;
import ki.testbed.protocol.RunnerExit;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.protocol.Wire;
import ki.testbed.sandbox.FakeProcess;
import ki.testbed.sandbox.FakeProgram;

/**
 * A runner for the fake backend that goes through all phases of its order and reports made-up but
 * consistent exchanges. A test may hold it in a phase, or have something happen there instead.
 */
final class ScriptedRunner implements FakeProgram {
  private final Map<Phase, CountDownLatch> held = new ConcurrentHashMap<>();
  private final Map<Phase, Turn> turns = new ConcurrentHashMap<>();
  private final Map<Phase, CountDownLatch> reached = new EnumMap<>(Phase.class);
  private final Semaphore beats = new Semaphore(0);
  private final AtomicInteger orders = new AtomicInteger();
  private volatile List<String> interfaces = List.of("lo");

  /** What happens in a phase instead of going on. */
  @FunctionalInterface
  interface Turn {
    /** Ends the process with this code after what it does, or throws. */
    int happen(FakeProcess self, EventLines lines) throws InterruptedException;
  }

  ScriptedRunner() {
    for (Phase phase : Phase.values()) {
      reached.put(phase, new CountDownLatch(1));
    }
  }

  /** Stays in this phase until released. */
  ScriptedRunner hold(Phase phase) {
    held.put(phase, new CountDownLatch(1));
    return this;
  }

  void release(Phase phase) {
    CountDownLatch latch = held.remove(phase);
    if (latch != null) {
      latch.countDown();
    }
  }

  /** Once it is in this phase, this happens. */
  ScriptedRunner in(Phase phase, Turn turn) {
    turns.put(phase, turn);
    return this;
  }

  /** Goes on as usual in this phase from now on. */
  void heal(Phase phase) {
    turns.remove(phase);
  }

  /** Says that the SUT cannot be measured. */
  static Turn giveUp(String reason) {
    return (_, lines) -> {
      lines.finish(Event.End.FAILED, reason);
      return RunnerExit.DONE.code();
    };
  }

  /** Goes on for ever; says so at the start and at every {@link #beat}. */
  Turn beating() {
    return (_, lines) -> {
      while (true) {
        lines.progress(Phase.READY, 0);
        beats.acquire();
      }
    };
  }

  void beat() {
    beats.release();
  }

  ScriptedRunner seeing(List<String> names) {
    interfaces = names;
    return this;
  }

  void awaitIn(Phase phase) throws InterruptedException {
    reached.get(phase).await();
  }

  /** How many orders were taken. */
  int orders() {
    return orders.get();
  }

  @Override
  public int run(FakeProcess self) throws InterruptedException {
    Order order = readLine(self.stdin());
    int rows = readSamples(self.stdin(), order);
    orders.incrementAndGet();
    var lines = new EventLines(order, self::stdout);
    Thread main = Thread.currentThread();
    Thread.startVirtualThread(() -> interruptOnTerm(self, main));
    try {
      return measure(self, order, rows, lines);
    } catch (InterruptedException _) {
      lines.exchanges(2);
      lines.result();
      lines.finish(Event.End.CANCELLED, "CANCELLED");
      return RunnerExit.CANCELLED.code();
    }
  }

  private static void interruptOnTerm(FakeProcess self, Thread main) {
    try {
      self.awaitTerm();
      main.interrupt();
    } catch (InterruptedException _) {
      // the process has ended
    }
  }

  private int measure(FakeProcess self, Order order, int rows, EventLines lines)
      throws InterruptedException {
    boolean timed = order.scenario().kind().reportsLatency();
    lines.hello(interfaces);
    for (Phase phase : Phase.values()) {
      if (!belongs(phase, timed)) {
        continue;
      }
      lines.phase(phase, Event.Edge.BEGIN);
      reached.get(phase).countDown();
      Turn turn = turns.get(phase);
      if (turn != null) {
        return turn.happen(self, lines);
      }
      CountDownLatch latch = held.get(phase);
      if (latch != null) {
        latch.await();
      }
      act(phase, order, rows, lines);
      lines.phase(phase, Event.Edge.END);
    }
    lines.finish(Event.End.DONE, "");
    return RunnerExit.DONE.code();
  }

  private static boolean belongs(Phase phase, boolean timed) {
    return switch (phase) {
      case READY, CONFORMANCE, WINDOW, DRAIN, REPORT -> true;
      case CALIBRATION_A, WARMUP, CALIBRATION_B -> timed;
      case SCORING -> !timed;
      case IDLE, REPEATS -> false;
    };
  }

  private static void act(Phase phase, Order order, int rows, EventLines lines) {
    switch (phase) {
      case CONFORMANCE -> {
        lines.conformance();
        lines.schedule(rows);
      }
      case CALIBRATION_A -> lines.calibration("A");
      case CALIBRATION_B -> lines.calibration("B");
      case WINDOW -> lines.progress(phase, rows);
      case REPORT -> {
        lines.exchanges(rows);
        if (order.scenario().kind() == ScenarioKind.ACCURACY) {
          lines.outcomes(rows);
        }
        lines.observations();
        lines.result();
      }
      case READY, IDLE, WARMUP, DRAIN, REPEATS, SCORING -> {}
    }
  }

  private static Order readLine(InputStream stdin) {
    try {
      var line = new ByteArrayOutputStream();
      for (int b = stdin.read(); b != '\n' && b >= 0; b = stdin.read()) {
        line.write(b);
      }
      return Wire.readOrder(line.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads all blobs, and says how many samples there are. */
  private static int readSamples(InputStream stdin, Order order) {
    try {
      int rows = 0;
      for (Order.BlobHeader blob : order.blobs()) {
        byte[] bytes = stdin.readNBytes(Math.toIntExact(blob.bytes()));
        rows = (int) new String(bytes, StandardCharsets.UTF_8).lines().count();
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
