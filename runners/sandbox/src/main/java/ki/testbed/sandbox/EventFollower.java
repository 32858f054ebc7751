package ki.testbed.sandbox;

/** A running subscription to a runner's stdout. */
public interface EventFollower extends AutoCloseable {
  /** Ends it; the sink gets nothing afterwards. */
  @Override
  void close();
}
