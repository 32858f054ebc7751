package ki.testbed.rules.label;

import java.util.List;
import java.util.Map;
import ki.testbed.protocol.Sha256;

/**
 * The standard's own words for each level of each indicator, as an operator imported them.
 *
 * @param scheme id and version of what they were checked against
 * @param commit 40 hexadecimal digits, where they were taken from
 * @param source who published them, in the operator's words
 * @param sha256 of the file
 * @param levels by code of the indicator, then of the level; a text may be empty
 */
public record OfficialTexts(
    String scheme,
    String commit,
    String source,
    Sha256 sha256,
    Map<String, Map<String, String>> levels) {

  /** Largest file, in bytes. */
  public static final int MAX_BYTES = 5 << 20;

  public OfficialTexts {
    if (!commit.matches("[0-9a-f]{40}")) {
      throw new IllegalArgumentException("a commit is 40 lower-case hexadecimal digits");
    }
    levels = Map.copyOf(levels);
  }

  /** What an import came to. */
  public sealed interface Imported {
    /** The file fits. */
    record Accepted(OfficialTexts texts) implements Imported {}

    /** It does not; nothing is taken over. */
    record Refused(List<TextFinding> findings) implements Imported {}
  }
}
