package ki.testbed.intake;

import java.io.IOException;

/** Reading cannot go on, because of the bytes read and not because of our disk. */
final class ArchiveBroken extends IOException {
  private static final long serialVersionUID = 1L;

  private final Why why;
  private final long at;
  private final long needed;

  /** What is wrong. */
  enum Why {
    /** The bytes end at {@code at}, {@code needed} were announced. */
    ENDS_EARLY,
    /** From {@code at} on it is no tar archive. */
    NO_TAR,
    /** It cannot be decompressed. */
    NOT_PACKED_SO,
    /** It unpacks to more than allowed. */
    TOO_LARGE,
    /** It holds more files than allowed, or longer names than fit together. */
    TOO_MANY
  }

  ArchiveBroken(Why why, long at, long needed) {
    super(why.name());
    this.why = why;
    this.at = at;
    this.needed = needed;
  }

  ArchiveBroken(Why why, long at) {
    this(why, at, at);
  }

  Why why() {
    return why;
  }

  long at() {
    return at;
  }

  long needed() {
    return needed;
  }
}
