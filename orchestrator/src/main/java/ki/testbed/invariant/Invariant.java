package ki.testbed.invariant;

/** What must hold whatever happens; each is a view {@code invariant_<number>} of violations. */
public enum Invariant {
  /** Every acknowledged submission has its row, and its bytes hash to their digest. */
  I1(1),
  /** A run has exactly one terminal state, which never changes. */
  I2(2),
  /** Nothing that carries our mark outlives what pays for it by more than ten minutes. */
  I3(3),
  /** A device or a set of cores has at most one live attempt. */
  I4(4),
  /** Nothing is half visible. */
  I6(6),
  /** A change has exactly one entry in the audit. */
  I7(7),
  /** Attempts stay below their maximum, and none that was fenced off has a result. */
  I8(8),
  /** What becomes the label of a series is from a closed set. */
  I11(11);

  private final int number;

  Invariant(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
