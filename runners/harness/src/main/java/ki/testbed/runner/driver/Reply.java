package ki.testbed.runner.driver;

import ki.testbed.protocol.Outcome;

/** How one single exchange ended. */
public sealed interface Reply {

  /**
   * A complete HTTP answer, whatever its status.
   *
   * @param persistent whether the connection could have carried another exchange
   */
  record Answer(int status, byte[] body, boolean persistent) implements Reply {}

  /** No complete answer. */
  record Failure(Fault fault) implements Reply {}

  /** The outcome as far as HTTP tells. */
  default Outcome outcome() {
    return switch (this) {
      case Failure(Fault fault) -> fault.outcome();
      case Answer answer -> {
        Flight flight = new Flight();
        flight.status = answer.status();
        yield flight.outcome();
      }
    };
  }

  /** In a word, safe to show. */
  default String told() {
    return switch (this) {
      case Failure(Fault fault) -> fault.outcome().name();
      case Answer answer -> "HTTP " + answer.status();
    };
  }

  /** Whether it is an answer with status 200. */
  default boolean isOk() {
    return this instanceof Answer answer && answer.status() == 200;
  }

  /** What a flight came to. */
  static Reply of(Flight flight) {
    return flight.fault == Fault.NONE
        ? new Answer(flight.status, flight.body, flight.persistent)
        : new Failure(flight.fault);
  }
}
