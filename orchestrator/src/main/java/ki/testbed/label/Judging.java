package ki.testbed.label;

import java.util.List;
import java.util.Map;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.RunEnd;
import ki.testbed.rules.Verdict;
import ki.testbed.rules.Verdicts;

/**
 * Judges a whole evaluation once all its runs have ended, so that rules that need another run find
 * it here; pure.
 */
public final class Judging {
  private Judging() {}

  /**
   * One verdict per criterion, in their order.
   *
   * @param ends how the runs of each scenario ended, in the order of their start
   * @param preview marks every verdict as a preview, as for a dry run
   */
  public static List<Verdict> judge(
      List<Criterion> criteria, Map<String, List<RunEnd>> ends, boolean preview) {
    return criteria.stream()
        .map(criterion -> Verdicts.judgeAll(criterion, asked(criterion, ends)))
        .map(verdict -> preview ? verdict.asPreview() : verdict)
        .toList();
  }

  private static List<RunEnd> asked(Criterion criterion, Map<String, List<RunEnd>> ends) {
    return ends.getOrDefault(criterion.scenario(), List.of()).stream()
        .limit(criterion.repeats().runs())
        .toList();
  }
}
