package ki.testbed.rules;

/** A reading about the SUT, or why there is none. */
public sealed interface Observed {
  /**
   * A figure.
   *
   * @param method where it comes from, for example {@code cgroup-v2}
   */
  record Value(Decimal value, String method) implements Observed {}

  /**
   * None.
   *
   * @param why an upper-case code, for example SOURCE_LOST
   */
  record Missing(String why) implements Observed {}
}
