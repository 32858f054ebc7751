package ki.testbed.rules;

/** JSON pointers (RFC 6901). */
final class Pointers {
  private Pointers() {}

  /** Pointer to a field of the object at this pointer. */
  static String child(String at, String name) {
    return at + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** Pointer to an element of the array at this pointer. */
  static String child(String at, int index) {
    return at + "/" + index;
  }
}
