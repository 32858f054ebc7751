package ki.testbed.review;

import ki.testbed.access.AccountId;
import ki.testbed.rules.audit.ChainedEntry;

/** An act in the journal of its statement, chained to the one before. */
public record Entry(ChainedEntry chained, AccountId by, Act act) {}
