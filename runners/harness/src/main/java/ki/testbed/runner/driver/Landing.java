package ki.testbed.runner.driver;

/** Is told on the event loop that an exchange ended; its connection is free again by then. */
@FunctionalInterface
public interface Landing {
  /**
   * The exchange is over.
   *
   * @param flight valid only until the next exchange is started
   */
  void landed(Flight flight);
}
