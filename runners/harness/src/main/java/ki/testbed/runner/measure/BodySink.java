package ki.testbed.runner.measure;

import ki.testbed.runner.driver.Marks;

/** Takes the bodies of complete answers off the event loop's hands. */
@FunctionalInterface
public interface BodySink {
  /** A sink that looks at nothing. */
  BodySink NOTHING = (_, _, _, _, _, _) -> true;

  /**
   * Takes a body; on the event loop, returns at once.
   *
   * @return false if there is no room; the body is then never looked at
   */
  boolean offer(Recording recording, int row, long idHigh, long idLow, byte[] body, Marks marks);
}
