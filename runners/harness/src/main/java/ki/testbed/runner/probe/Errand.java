package ki.testbed.runner.probe;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import ki.testbed.protocol.RunnerExit;

/** What the runner's image does besides measuring, by its first argument. */
public enum Errand {
  /** {@link Probe}, with the canaries as arguments. */
  PROBE("probe"),
  /** {@link Hoard}. */
  HOARD("hoard"),
  /** {@link Reaper#reap}, with ids of containers as arguments. */
  REAP("reap"),
  /** {@link Reaper#endShims}, with ids of containers as arguments. */
  SHIMS("shims");

  private final String word;

  Errand(String word) {
    this.word = word;
  }

  /**
   * Does the errand that the first argument names.
   *
   * @throws IllegalArgumentException if it names none
   */
  public static RunnerExit run(String... arguments) throws InterruptedException {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
    return named(arguments[0]).run(out, rest) ? RunnerExit.DONE : RunnerExit.INTERNAL;
  }

  private static Errand named(String word) {
    return Arrays.stream(values())
        .filter(errand -> errand.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such errand"));
  }

  private boolean run(PrintStream out, List<String> rest) throws InterruptedException {
    return switch (this) {
      case PROBE -> {
        Probe.print(out, rest);
        Probe.stay();
        yield true;
      }
      case HOARD -> Hoard.take() < 0;
      case REAP -> Reaper.reap(out, rest);
      case SHIMS -> Reaper.endShims(out, rest);
    };
  }
}
