package ki.testbed.runner.driver;

import ki.testbed.protocol.Outcome;

/** What exactly was wrong with an answer; each belongs to one outcome. */
public enum Fault {
  /** Nothing was wrong. */
  NONE(Outcome.OK),
  /** No connection. */
  NO_CONNECTION(Outcome.CONNECT),
  /** Closed or reset before the answer was complete. */
  BROKEN_OFF(Outcome.RESET),
  /** No complete answer before the deadline. */
  TOO_SLOW(Outcome.TIMEOUT),
  /** Status line, headers and trailers are too many bytes. */
  HEAD_TOO_LONG(Outcome.TOO_LARGE),
  /** Too many header lines. */
  TOO_MANY_LINES(Outcome.TOO_LARGE),
  /** Too many 1xx answers. */
  TOO_MANY_INTERIM(Outcome.TOO_LARGE),
  /** The body is longer than its cap. */
  BODY_TOO_LONG(Outcome.TOO_LARGE),
  /** Too many chunks. */
  TOO_MANY_CHUNKS(Outcome.TOO_LARGE),
  /** A stream has too many lines, or too long a one. */
  STREAM_TOO_LONG(Outcome.TOO_LARGE),
  /** A stream was closed before its end. */
  STREAM_CUT(Outcome.TRUNCATED),
  /** Not a status line of HTTP/1.0 or 1.1. */
  BAD_STATUS_LINE(Outcome.MALFORMED),
  /** Not a header field. */
  BAD_HEADER(Outcome.MALFORMED),
  /** Content-Length is no number. */
  BAD_LENGTH(Outcome.MALFORMED),
  /** Two Content-Length, even equal ones. */
  TWO_LENGTHS(Outcome.MALFORMED),
  /** Content-Length together with Transfer-Encoding. */
  LENGTH_AND_CODING(Outcome.MALFORMED),
  /** A transfer coding but chunked. */
  OTHER_CODING(Outcome.MALFORMED),
  /** A Content-Encoding although only identity was asked for. */
  ENCODED_BODY(Outcome.MALFORMED),
  /** An upgrade nobody asked for. */
  UPGRADE(Outcome.MALFORMED),
  /** Not a chunk. */
  BAD_CHUNK(Outcome.MALFORMED),
  /** Never sent, as there was no room before the end. */
  NEVER_SENT(Outcome.DROPPED),
  /** Given up because the run was cancelled. */
  GIVEN_UP(Outcome.CANCELLED);

  private final Outcome outcome;

  Fault(Outcome outcome) {
    this.outcome = outcome;
  }

  /** How an exchange with this fault ended. */
  public Outcome outcome() {
    return outcome;
  }
}
