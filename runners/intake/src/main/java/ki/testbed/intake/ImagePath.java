package ki.testbed.intake;

import java.util.ArrayDeque;

/** Paths inside an image, as text only. */
final class ImagePath {
  private ImagePath() {}

  /** From the root, without {@code .}, {@code ..} and empty parts; the root for an empty path. */
  static String absolute(String path) {
    var parts = new ArrayDeque<String>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }
}
