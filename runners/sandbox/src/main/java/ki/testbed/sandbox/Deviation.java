package ki.testbed.sandbox;

/**
 * One thing that is not as it must be on a node.
 *
 * @param name of what was looked at, such as {@code status.Seccomp}
 * @param expected what the list of expectations asks for, {@code nothing} if it does not know it
 * @param seen what was seen, {@code nothing} if it was not looked at
 */
public record Deviation(String name, String expected, String seen) {
  /** On one line. */
  @Override
  public String toString() {
    return name + " is " + seen + ", not " + expected;
  }
}
