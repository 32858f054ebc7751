package ki.testbed.sandbox;

/** Receives the lines of a runner's stdout. */
public interface LineSink {
  /** One line without its line feed; a line longer than the protocol allows is cut and marked by {@code truncated}. */
  void line(String line, boolean truncated);

  /** The stream has ended: the runner exited, or the engine broke off, which {@code broken} tells. */
  void end(boolean broken);
}
