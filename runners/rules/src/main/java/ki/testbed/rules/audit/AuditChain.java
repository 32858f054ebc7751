package ki.testbed.rules.audit;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import ki.testbed.protocol.Sha256;

/** Chains entries and checks chains; reads each entry once and keeps none. */
public final class AuditChain {
  /** What the first entry follows. */
  public static final Sha256 GENESIS = new Sha256("0".repeat(64));

  /** How far a chain holds. */
  public sealed interface Checked {
    /**
     * From the first to the last entry that was given.
     *
     * @param entries how many
     * @param head hash of the last one, or what they were to follow if there was none
     */
    record Whole(long entries, Sha256 head) implements Checked {}

    /**
     * Not beyond this.
     *
     * @param seq of the entry that was due
     */
    record Broken(long seq, Fault fault) implements Checked {}
  }

  /** How a chain breaks. */
  public enum Fault {
    /** A number is missing or comes twice: something was removed or put in. */
    GAP,
    /** It does not follow the entry before: that one was exchanged. */
    PREVIOUS_DIFFERS,
    /** The entry is not what was hashed: it was altered. */
    HASH_DIFFERS
  }

  private AuditChain() {}

  /** The hash of an entry that follows the one with this hash. */
  public static Sha256 hash(Sha256 previous, AuditEntry entry) {
    MessageDigest digest = Sha256.digest();
    digest.update(HexFormat.of().parseHex(previous.hex()));
    return Sha256.ofDigest(digest.digest(entry.canonical()));
  }

  /** This entry after the one with this hash. */
  public static ChainedEntry chained(Sha256 previous, AuditEntry entry) {
    return new ChainedEntry(entry, previous, hash(previous, entry));
  }

  /** Checks a whole chain. */
  public static Checked check(Iterator<ChainedEntry> entries) {
    return check(1, GENESIS, entries);
  }

  /**
   * Checks a segment.
   *
   * @param first number its first entry must have
   * @param previous hash of the entry before it
   */
  public static Checked check(long first, Sha256 previous, Iterator<ChainedEntry> entries) {
    long due = first;
    Sha256 head = previous;
    while (entries.hasNext()) {
      ChainedEntry next = entries.next();
      if (next.entry().seq() != due) {
        return new Checked.Broken(due, Fault.GAP);
      }
      if (!next.previous().equals(head)) {
        return new Checked.Broken(due, Fault.PREVIOUS_DIFFERS);
      }
      if (!hash(head, next.entry()).equals(next.hash())) {
        return new Checked.Broken(due, Fault.HASH_DIFFERS);
      }
      head = next.hash();
      due++;
    }
    return new Checked.Whole(due - first, head);
  }
}
