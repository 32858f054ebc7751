package ki.testbed.submission;

import java.util.Base64;

/** Something encrypted, in base 64, so that two of them can be compared. */
record SealedBytes(String base64) {
  SealedBytes(byte[] bytes) {
    this(Base64.getEncoder().encodeToString(bytes));
  }

  byte[] bytes() {
    return Base64.getDecoder().decode(base64);
  }
}
