package ki.testbed.rules.label;

import java.util.List;

/** The need that follows from basic (G) and further (E) answers. */
final class NeedFormula {
  private NeedFormula() {}

  /** Max and mean of nothing are 0; not both may be empty. */
  static int of(List<Integer> basic, List<Integer> further) {
    int max = basic.stream().mapToInt(Integer::intValue).max().orElse(0);
    int furtherMean = mean(further);
    if (max >= furtherMean) {
      return max;
    }
    return basic.isEmpty() ? furtherMean : HalfUp.quotient(furtherMean + mean(basic), 2);
  }

  private static int mean(List<Integer> answers) {
    int sum = answers.stream().mapToInt(Integer::intValue).sum();
    return answers.isEmpty() ? 0 : HalfUp.quotient(sum, answers.size());
  }
}
