package ki.testbed.runner.driver;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Counts tokens of a text by a vocabulary: from left to right the longest piece that matches, else
 * one character. The blob is {@code {"form":"testbed-tokenizer/1","pieces":["..", ..]}}.
 */
public final class Tokenizer {
  private static final String FORM = "testbed-tokenizer/1";
  private static final int LONGEST = 256;

  private final Set<String> pieces;
  private final int longest;

  private Tokenizer(Set<String> pieces) {
    this.pieces = pieces;
    this.longest = pieces.stream().mapToInt(String::length).max().orElse(1);
  }

  /**
   * Reads a vocabulary.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Tokenizer read(byte[] blob) {
    if (!(StrictJson.read(blob) instanceof StrictJson.Value(JsonNode node))
        || !node.path("form").stringValue("").equals(FORM)
        || !node.path("pieces").isArray()) {
      throw new IllegalArgumentException("a tokenizer is not of the form " + FORM);
    }
    Set<String> pieces = new HashSet<>();
    for (JsonNode piece : node.path("pieces")) {
      String text = piece.stringValue("");
      if (text.isEmpty() || text.length() > LONGEST) {
        throw new IllegalArgumentException("a piece of a tokenizer is empty or too long");
      }
      pieces.add(text);
    }
    return new Tokenizer(pieces);
  }

  /** Tokens of a text. */
  int count(String text) {
    int tokens = 0;
    for (int at = 0; at < text.length(); tokens++) {
      at += match(text, at);
    }
    return tokens;
  }

  private int match(String text, int at) {
    for (int length = Math.min(longest, text.length() - at); length > 1; length--) {
      if (pieces.contains(text.substring(at, at + length))) {
        return length;
      }
    }
    return Character.charCount(text.codePointAt(at));
  }
}
