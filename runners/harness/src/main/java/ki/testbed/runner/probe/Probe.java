package ki.testbed.runner.probe;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Tries everything once and prints what it saw: lines {@code name TAB value}, at the end {@code end
 * TAB number of lines}. Then it stays, so that whoever asked can take it for a process that was
 * left behind.
 */
public final class Probe {
  private final SystemCalls calls = new SystemCalls();
  private final PrintStream out;
  private int lines;

  private Probe(PrintStream out) {
    this.out = out;
  }

  /**
   * Does it.
   *
   * @param canaries {@code address:port}, each listened on by the engine's machine
   */
  public static void print(PrintStream out, List<String> canaries) {
    new Probe(out).print(canaries);
  }

  private void print(List<String> canaries) {
    tell(Identity.looked());
    tell(ForbiddenCalls.tried(calls));
    tell(Sockets.tried(calls));
    tell(Places.looked(calls));
    tell(Network.tried(canaries));
    tell(Bounds.felt(calls));
    tell(Map.of("call.ptrace.traceme", ForbiddenCalls.traceMe(calls)));
    out.println("end\t" + lines);
    out.flush();
  }

  private void tell(Map<String, String> seen) {
    seen.forEach((name, value) -> out.println(name + "\t" + value.replaceAll("\\p{Cntrl}+", " ")));
    lines += seen.size();
  }

  /** Never returns. */
  public static void stay() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
