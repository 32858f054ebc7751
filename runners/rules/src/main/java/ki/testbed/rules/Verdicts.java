package ki.testbed.rules;

import java.util.List;
import java.util.Optional;

/** From results to verdicts: validity first, then arithmetic without rounding. */
public final class Verdicts {
  private Verdicts() {}

  /** Verdict from one run's result; an absent one has not ended yet. */
  public static Verdict judge(Criterion criterion, Optional<RunResult> result) {
    return judge(
        criterion, result.<RunEnd>map(RunEnd.Measured::new).orElseGet(RunEnd.Pending::new));
  }

  /** Verdict from how one run ended. */
  public static Verdict judge(Criterion criterion, RunEnd end) {
    throw new UnsupportedOperationException("follows in the next commit: " + criterion.id() + end);
  }

  /**
   * Verdict from all runs a criterion rests on; they are given in the order of their start, missing
   * ones may be left out.
   */
  public static Verdict judgeAll(Criterion criterion, List<RunEnd> ends) {
    throw new UnsupportedOperationException("follows in the next commit: " + criterion.id() + ends);
  }
}
