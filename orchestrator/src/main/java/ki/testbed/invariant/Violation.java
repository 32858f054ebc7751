package ki.testbed.invariant;

/**
 * Something that must never be.
 *
 * @param subject whose: the id of a run, a submission, a claim, the hash of a blob
 * @param detail what is wrong with it, for operators
 */
public record Violation(Invariant invariant, String subject, String detail) {}
