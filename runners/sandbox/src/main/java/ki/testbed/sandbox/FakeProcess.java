package ki.testbed.sandbox;

import java.io.InputStream;
import java.time.Duration;

/**
 * The world as a {@link FakeProgram} sees it. SIGTERM ends it with 143 unless it says otherwise
 * here.
 */
public interface FakeProcess {
  /** The order, with an end; without any bytes for a SUT. */
  InputStream stdin();

  /** Writes one line to stdout. */
  void stdout(String line);

  /** Writes the beginning of a line to stdout and never its end. */
  void halfLine(String text);

  /** Writes one line to stderr. */
  void stderr(String line);

  /** SIGTERM has no effect from now on. */
  void ignoreTerm();

  /**
   * From now on SIGTERM does not end the process at once; the program ends in its own time, within
   * the grace.
   */
  void catchTerm();

  /** Catches SIGTERM and blocks until it comes. */
  void awaitTerm() throws InterruptedException;

  /** Blocks until the process is killed. */
  void rest() throws InterruptedException;

  /** Takes memory for good; beyond the limit the process is killed for it. */
  void allocate(long bytes);

  /** The same in a child: only that is killed. */
  void allocateInChild(long bytes);

  /** Starts processes, as many of those wanted as the limit allows. */
  int spawn(int wanted);

  /** Uses CPU time. */
  void burn(Duration cpu);
}
