package ki.testbed.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Levenshtein's distance: how many characters must be inserted, deleted or replaced. */
final class EditDistance {
  private static final int NEAR = 2;

  private EditDistance() {}

  /** The known word that was probably meant: the nearest within two edits. */
  static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(one -> Math.abs(one.length() - word.length()) <= NEAR && between(word, one) <= NEAR)
        .min(
            Comparator.comparingInt((String one) -> between(word, one))
                .thenComparing(Comparator.naturalOrder()));
  }

  static int between(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      next(row, a.charAt(i - 1), i, b);
    }
    return row[b.length()];
  }

  private static void next(int[] row, char letter, int i, String b) {
    int diagonal = row[0];
    row[0] = i;
    for (int j = 1; j <= b.length(); j++) {
      int replaced = diagonal + (letter == b.charAt(j - 1) ? 0 : 1);
      diagonal = row[j];
      row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
    }
  }
}
