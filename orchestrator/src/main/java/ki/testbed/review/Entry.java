package ki.testbed.review;

import java.time.Instant;
import ki.testbed.access.AccountId;
import ki.testbed.rules.audit.ChainedEntry;

/** An act in the journal of its statement, chained to the one before. */
public record Entry(ChainedEntry chained, AccountId by, Act act) {
  /** When it was done. */
  public Instant at() {
    return chained.entry().at();
  }
}
