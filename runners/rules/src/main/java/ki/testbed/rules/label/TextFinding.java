package ki.testbed.rules.label;

import ki.testbed.protocol.Text;

/**
 * Why official texts do not fit a scheme.
 *
 * @param at code of an indicator or question, or what is wrong with the file
 */
public record TextFinding(Code code, String at, Text text) {
  /** Kinds of it. */
  public enum Code {
    /** Not in the form that is expected. */
    TEXTS_UNREADABLE,
    /** Other indicators or questions than the scheme's: a new version of the scheme is needed. */
    SCHEME_CODES_DIFFER,
    /** Another kind, scope or weighting than the scheme's: a new version of it is needed. */
    SCHEME_ATTRIBUTES_DIFFER
  }

  static TextFinding codes(String at, String de, String en) {
    return new TextFinding(Code.SCHEME_CODES_DIFFER, at, new Text(de, en));
  }

  static TextFinding attribute(String at, String what, String own, String theirs) {
    return new TextFinding(
        Code.SCHEME_ATTRIBUTES_DIFFER,
        at,
        new Text(
            "%s: %s statt %s".formatted(what, theirs, own),
            "%s: %s instead of %s".formatted(what, theirs, own)));
  }
}
