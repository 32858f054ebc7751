package ki.testbed.access;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A bearer token, written {@code tb_<id>_<secret>_<check>} in base 62. The check sum lets a
 * mistyped one be refused without a query and a leaked one be recognised by scanners.
 */
record Token(String id, String text) {
  private static final int ID = 12;
  private static final int SECRET = 43; // 256 bits
  private static final int CHECK = 6;
  private static final Pattern FORM =
      Pattern.compile("tb_([0-9A-Za-z]{12})_[0-9A-Za-z]{43}_([0-9A-Za-z]{6})");

  static Token make(RandomGenerator random) {
    String id = Base62.random(random, ID);
    String checked = "tb_" + id + "_" + Base62.random(random, SECRET);
    return new Token(id, checked + "_" + check(checked));
  }

  /** The token, if it has the form and the check sum of one. */
  static Optional<Token> parse(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String checked = text.substring(0, text.length() - CHECK - 1);
    return check(checked).equals(parts.group(2))
        ? Optional.of(new Token(parts.group(1), text))
        : Optional.empty();
  }

  private static String check(String text) {
    var crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    return Base62.of(crc.getValue(), CHECK);
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return "Token[" + id + "]";
  }
}
