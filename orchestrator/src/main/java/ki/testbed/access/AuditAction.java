package ki.testbed.access;

/** What is audited; the words are stored and never change. */
public enum AuditAction {
  /** The first accounts of an installation were made. */
  ACCOUNTS_CREATED,
  /** A person signed in, by password or link. */
  SIGNED_IN,
  /** A wrong password was given for an account that exists. */
  SIGN_IN_REFUSED,
  /** A one-time link was made. */
  LOGIN_LINK_CREATED,
  /** A token was made. */
  TOKEN_CREATED,
  /** A token was ended before its time. */
  TOKEN_REVOKED,
  /** A container was handed in. */
  SUBMISSION_CREATED,
  /** A container was taken back. */
  SUBMISSION_WITHDRAWN,
  /** A test plan's hash was fixed. */
  PLAN_SEALED,
  /** A data set version was registered. */
  DATA_SET_REGISTERED,
  /** An evaluation was started. */
  EVALUATION_STARTED,
  /** Somebody asked for the end of an evaluation. */
  EVALUATION_CANCELLED
}
