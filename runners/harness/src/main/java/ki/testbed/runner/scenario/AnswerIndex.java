package ki.testbed.runner.scenario;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ki.testbed.protocol.Answers;
import ki.testbed.protocol.Sha256;
import ki.testbed.runner.driver.Checked;

/** Distinct answers in order of appearance, at most so many; for one thread at a time. */
public final class AnswerIndex {
  private static final String CUT = "\u2026";
  private static final int CUT_BYTES = 3;

  private final int most;
  private final Map<Sha256, Integer> places = new HashMap<>();
  private final List<Sha256> hashes = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private long beyond;

  /** An empty index. */
  public AnswerIndex(int most) {
    this.most = most;
  }

  /** The place of an answer, or -1 if it is new and there is no room. */
  int place(Checked.Good answer) {
    Integer known = places.get(answer.outputs());
    if (known != null) {
      return known;
    }
    if (hashes.size() == most) {
      beyond++;
      return -1;
    }
    places.put(answer.outputs(), hashes.size());
    hashes.add(answer.outputs());
    labels.add(bounded(answer.label()));
    return hashes.size() - 1;
  }

  /** A label that had to be cut ends in an ellipsis, so it equals no whole one. */
  static String bounded(String label) {
    if (bytes(label) <= Answers.MAX_LABEL) {
      return label;
    }
    int chars = Math.min(label.length(), Answers.MAX_LABEL);
    while (bytes(label.substring(0, chars)) > Answers.MAX_LABEL - CUT_BYTES
        || splitsPair(label, chars)) {
      chars--;
    }
    return label.substring(0, chars) + CUT;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static boolean splitsPair(String label, int chars) {
    return chars > 0 && Character.isHighSurrogate(label.charAt(chars - 1));
  }

  String label(int place) {
    return labels.get(place);
  }

  /** All of them. */
  public Answers answers() {
    return new Answers(hashes, labels);
  }

  /** How many answers found no room. */
  public long beyondCount() {
    return beyond;
  }
}
