package ki.testbed.sandbox;

/** Receives the lines of a runner's stdout. */
public interface LineSink {
  /**
   * One line without its line feed.
   *
   * @param truncated the line was longer than the protocol allows and is cut, an engine may have
   *     lost the one behind it in it; or its runner ended before the line did
   */
  void line(String line, boolean truncated);

  /**
   * The stream has ended.
   *
   * @param broken the engine broke off or the runner has not run yet: follow again; otherwise the
   *     runner has ended and this was everything
   */
  void end(boolean broken);
}
