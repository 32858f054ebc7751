package ki.testbed.access;

import java.util.random.RandomGenerator;

/** Digits, upper-case and lower-case letters as digits of a number. */
final class Base62 {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private Base62() {}

  /** Independent, equally likely digits: 5.95 bits each. */
  static String random(RandomGenerator random, int length) {
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return text.toString();
  }

  /**
   * A number as exactly this many digits.
   *
   * @param value not negative, below 62 to the power of width
   */
  static String of(long value, int width) {
    var text = new StringBuilder(width);
    for (long rest = value; text.length() < width; rest /= DIGITS.length()) {
      text.append(DIGITS.charAt((int) (rest % DIGITS.length())));
    }
    return text.reverse().toString();
  }
}
