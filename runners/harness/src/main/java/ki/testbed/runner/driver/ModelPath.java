package ki.testbed.runner.driver;

import java.nio.charset.StandardCharsets;

/** Where a model lives in the paths of the protocol. */
record ModelPath(String base) {
  /** The path without a version. */
  static ModelPath of(String model) {
    return new ModelPath("/v2/models/" + encoded(model));
  }

  ModelPath version(String version) {
    return new ModelPath(base + "/versions/" + encoded(version));
  }

  String ready() {
    return base + "/ready";
  }

  String infer() {
    return base + "/infer";
  }

  /** Percent-encoding of everything that is not unreserved (RFC 3986, section 2.3). */
  private static String encoded(String segment) {
    StringBuilder out = new StringBuilder();
    for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if (c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        out.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return out.toString();
  }
}
