package ki.testbed.evaluation;

import ki.testbed.protocol.Grade;

/**
 * Application event, published once when a run has reached a terminal state and its transaction is
 * committed.
 */
public record RunEnded(Run run, Grade grade) {}
