package ki.testbed.review;

import java.util.EnumSet;
import java.util.Set;

/** How far a statement is. */
public enum StatementState {
  /** Computed; the submitter works on it. */
  INDICATION,
  /** The submitter has given every level. */
  SELF_ASSESSED,
  /** With the examiners; the submitter only reads. */
  IN_REVIEW,
  /** Two examiners have confirmed it; frozen. */
  VALIDATED,
  /** Two examiners have not confirmed it; frozen. */
  NOT_CONFIRMED,
  /** Two examiners have taken it back. */
  REVOKED,
  /** A later version stands in its place. */
  SUPERSEDED,
  /** The submitter gave it up. */
  WITHDRAWN;

  /** States that may follow. */
  public Set<StatementState> next() {
    return switch (this) {
      case INDICATION -> EnumSet.of(SELF_ASSESSED, WITHDRAWN);
      case SELF_ASSESSED -> EnumSet.of(IN_REVIEW, INDICATION, WITHDRAWN);
      case IN_REVIEW -> EnumSet.of(VALIDATED, NOT_CONFIRMED, SELF_ASSESSED);
      case VALIDATED, NOT_CONFIRMED -> EnumSet.of(REVOKED, SUPERSEDED);
      case REVOKED, SUPERSEDED, WITHDRAWN -> EnumSet.noneOf(StatementState.class);
    };
  }

  /** Whether the submitter may change levels and answers. */
  public boolean editable() {
    return this == INDICATION || this == SELF_ASSESSED;
  }

  /** Whether two examiners decide that it comes about. */
  public boolean signed() {
    return this == VALIDATED || this == NOT_CONFIRMED || this == REVOKED;
  }
}
