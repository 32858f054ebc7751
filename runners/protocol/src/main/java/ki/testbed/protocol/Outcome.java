package ki.testbed.protocol;

/**
 * How one exchange ended; the ordinal is the wire value of the raw column, so the order is fixed
 * for ever.
 */
public enum Outcome {
  /** A complete answer that fits the protocol. */
  OK,
  /** A redirect; none is followed. */
  HTTP_3XX,
  /** The SUT refused the request. */
  HTTP_4XX,
  /** The SUT failed. */
  HTTP_5XX,
  /** No complete answer before the deadline. */
  TIMEOUT,
  /** No connection could be opened. */
  CONNECT,
  /** The SUT closed or reset the connection before the answer was complete. */
  RESET,
  /** Not HTTP as RFC 9112 defines it, or a coding that is not accepted. */
  MALFORMED,
  /** More bytes than the bound allows. */
  TOO_LARGE,
  /** The answer carries the id of another request. */
  WRONG_ID,
  /** A body that is not what the protocol promises. */
  SCHEMA,
  /** An answer without content. */
  EMPTY,
  /** A stream that ended before its end mark. */
  TRUNCATED,
  /** Never sent: more arrivals in flight than the cap. */
  DROPPED,
  /** Given up by the runner because the run was cancelled. */
  CANCELLED
}
