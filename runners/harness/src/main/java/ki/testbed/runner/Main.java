package ki.testbed.runner;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Order;
import ki.testbed.protocol.RunnerExit;
import ki.testbed.runner.probe.Errand;
import ki.testbed.runner.report.EventWriter;

/**
 * The runner: takes an order from stdin, measures the SUT on loopback, tells everything on stdout.
 * Exit codes are {@link RunnerExit}. The system property {@code testbed.unsealed=true}, or the
 * variable {@code TESTBED_UNSEALED=1}, lets it work where the network is open, for development; no
 * sandbox sets them.
 */
public final class Main {
  private static final long MOST_DIAGNOSTICS = 1 << 20;
  private static final double SHARE_FOR_BLOBS = 0.5;
  private static final long CANCEL_SECONDS = 8;
  private static final String UNSEALED = "TESTBED_UNSEALED";

  private final Cancellation cancellation = new Cancellation();
  private final LongSupplier clock = System::nanoTime;
  private final InstantSource wall = InstantSource.system();
  private volatile Runnable lastWord = () -> {};
  private volatile boolean started;

  private Main() {}

  /** Runs once and exits; with arguments it does an {@link Errand} instead. */
  public static void main(String[] args) throws InterruptedException {
    if (args.length > 0) {
      System.exit(Errand.run(args).code());
    }
    OutputStream events = new FileOutputStream(FileDescriptor.out);
    PrintStream diagnostics =
        new PrintStream(
            new Diagnostics(new FileOutputStream(FileDescriptor.err), MOST_DIAGNOSTICS),
            true,
            StandardCharsets.UTF_8);
    System.setOut(diagnostics);
    System.setErr(diagnostics);
    Thread.setDefaultUncaughtExceptionHandler((thread, cause) -> die(thread, cause));
    Main main = new Main();
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("cancel").unstarted(main::cancel));
    System.exit(main.run(System.in, events).code());
  }

  private static void die(Thread thread, Throwable cause) {
    System.err.println("defect on thread " + thread.getName());
    cause.printStackTrace();
    Runtime.getRuntime().halt(RunnerExit.INTERNAL.code());
  }

  private RunnerExit run(InputStream stdin, OutputStream stdout) {
    try {
      ReceivedOrder received =
          new OrderReader(stdin, (long) (Runtime.getRuntime().maxMemory() * SHARE_FOR_BLOBS))
              .read();
      perform(received, stdout);
      return RunnerExit.DONE;
    } catch (OrderRefused e) {
      System.err.println(e.getMessage());
      return e.exit();
    } catch (IOException e) {
      System.err.println("stdin cannot be read: " + e.getMessage());
      return RunnerExit.ORDER_INCOMPLETE;
    } finally {
      cancellation.done();
    }
  }

  private void perform(ReceivedOrder received, OutputStream stdout) {
    Order order = received.order();
    EventWriter events =
        new EventWriter(
            stdout,
            new EventWriter.Stamp(
                order.run(), order.attempt(), order.caps().stdoutBytes(), clock, wall));
    lastWord = () -> events.finish(Event.End.CANCELLED, "CANCELLED");
    started = true;
    try (Instruments instruments = Instruments.open(received, clock, wall, cancellation)) {
      new Run(received, instruments, events, cancellation)
          .perform(SandboxView.here(), !isUnsealed());
    }
  }

  private static boolean isUnsealed() {
    return Boolean.getBoolean("testbed.unsealed") || "1".equals(System.getenv(UNSEALED));
  }

  /** On SIGTERM; also runs, and returns at once, when the process exits by itself. */
  private void cancel() {
    if (cancellation.isDone()) {
      return;
    }
    cancellation.request();
    try {
      if (started && !cancellation.awaitDone(CANCEL_SECONDS)) {
        lastWord.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(RunnerExit.CANCELLED.code());
  }
}
