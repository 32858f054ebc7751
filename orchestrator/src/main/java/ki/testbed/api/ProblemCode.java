package ki.testbed.api;

import ki.testbed.rules.Blame;
import org.springframework.http.HttpStatus;

/**
 * ModuleRefusals that the API itself makes; their words are in the message catalogue under {@code
 * problem.<code>}.
 */
enum ProblemCode {
  NOT_AUTHENTICATED(HttpStatus.UNAUTHORIZED, Blame.SUBMISSION),
  STEP_UP_REQUIRED(HttpStatus.FORBIDDEN, Blame.SUBMISSION),
  SCOPE_MISSING(HttpStatus.FORBIDDEN, Blame.SUBMISSION),
  NOT_FOUND(HttpStatus.NOT_FOUND, Blame.SUBMISSION),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, Blame.SUBMISSION),
  MEDIA_TYPE_UNSUPPORTED(HttpStatus.UNSUPPORTED_MEDIA_TYPE, Blame.SUBMISSION),
  BODY_UNREADABLE(HttpStatus.BAD_REQUEST, Blame.SUBMISSION),
  BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, Blame.SUBMISSION),
  FIELD_UNKNOWN(HttpStatus.BAD_REQUEST, Blame.SUBMISSION),
  FIELD_INVALID(HttpStatus.BAD_REQUEST, Blame.SUBMISSION),
  HEADER_MISSING(HttpStatus.BAD_REQUEST, Blame.SUBMISSION),
  REQUEST_REFUSED(HttpStatus.BAD_REQUEST, Blame.SUBMISSION),
  CURSOR_INVALID(HttpStatus.BAD_REQUEST, Blame.SUBMISSION),
  IDEMPOTENCY_KEY_MISSING(HttpStatus.BAD_REQUEST, Blame.SUBMISSION),
  IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, Blame.SUBMISSION),
  IDEMPOTENCY_KEY_BUSY(HttpStatus.CONFLICT, Blame.SUBMISSION),
  IF_MATCH_MISSING(HttpStatus.PRECONDITION_REQUIRED, Blame.SUBMISSION),
  IF_MATCH_STALE(HttpStatus.PRECONDITION_FAILED, Blame.SUBMISSION),
  REFERENCE_INVALID(HttpStatus.BAD_REQUEST, Blame.SUBMISSION),
  NOT_FINISHED(HttpStatus.CONFLICT, Blame.SUBMISSION),
  NOT_MEASURED(HttpStatus.CONFLICT, Blame.SUBMISSION),
  STREAMS_FULL(HttpStatus.SERVICE_UNAVAILABLE, Blame.TESTBED),
  DATABASE_AWAY(HttpStatus.SERVICE_UNAVAILABLE, Blame.TESTBED),
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, Blame.TESTBED);

  private final HttpStatus status;
  private final Blame blame;

  ProblemCode(HttpStatus status, Blame blame) {
    this.status = status;
    this.blame = blame;
  }

  HttpStatus status() {
    return status;
  }

  Blame blame() {
    return blame;
  }
}
