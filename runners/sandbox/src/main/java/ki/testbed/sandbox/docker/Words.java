package ki.testbed.sandbox.docker;

/** Text of engines and strangers made fit for one line of ours. */
final class Words {
  private static final int MAX = 300;

  private Words() {}

  /** On one line, without control or format characters, at most 300 characters. */
  static String clean(String text) {
    String flat = text.strip().replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
    return flat.length() <= MAX ? flat : flat.substring(0, MAX - 3) + "...";
  }
}
