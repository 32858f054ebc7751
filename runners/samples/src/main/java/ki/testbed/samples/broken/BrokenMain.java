package ki.testbed.samples.broken;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import ki.testbed.samples.oip.OipServer;

/**
 * Entry point of the container {@code broken}: its first argument is the fault, see {@link Fault}.
 */
public final class BrokenMain {
  private BrokenMain() {}

  public static void main(String... arguments) throws IOException {
    var script = Script.parse(arguments);
    System.out.println("broken on purpose: " + script.fault().word());
    switch (script.fault()) {
      case EXIT -> System.exit(1);
      case NOPORT -> waitForEver();
      case OOM -> devourThenServe(script);
      case IGNORE_SIGTERM -> serveDeafly(script);
      case NOTREADY, ERROR500, ERROR500_LATER, WRONG, OOM_LATER, CRASH_LATER, SLOW -> serve(script);
    }
  }

  private static void serve(Script script) throws IOException {
    System.out.println(
        "listening on " + OipServer.start(script.listen(), new BrokenModel(script)).address());
  }

  private static void devourThenServe(Script script) throws IOException {
    Memory.devour(script.number());
    serve(script);
  }

  /** A shutdown hook that never ends keeps the JVM, and so the server, alive through SIGTERM. */
  private static void serveDeafly(Script script) throws IOException {
    Runtime.getRuntime().addShutdownHook(new Thread(BrokenMain::waitForEver));
    serve(script);
  }

  private static void waitForEver() {
    var never = new CountDownLatch(1);
    while (true) {
      try {
        never.await();
      } catch (InterruptedException e) {
        System.out.println("interrupted, still waiting");
      }
    }
  }
}
