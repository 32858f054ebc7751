package ki.testbed.rules;

import static ki.testbed.rules.VerdictValue.INCONCLUSIVE;
import static ki.testbed.rules.VerdictValue.MET;
import static ki.testbed.rules.VerdictValue.NOT_EVALUATED;
import static ki.testbed.rules.VerdictValue.NOT_MET;

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

  /**
   * Verdict from how one run ended.
   *
   * @throws IllegalArgumentException if the result is of another scenario
   */
  public static Verdict judge(Criterion criterion, RunEnd end) {
    return switch (end) {
      case RunEnd.Pending _ -> VerdictDraft.nothing(criterion, Words.PENDING);
      case RunEnd.Broken broken -> VerdictDraft.nothing(criterion, broken.why());
      case RunEnd.Measured measured -> measured(criterion, measured.result());
    };
  }

  private static Verdict measured(Criterion criterion, RunResult result) {
    if (!result.scenario().equals(criterion.scenario())) {
      throw new IllegalArgumentException(
          "criterion " + criterion.id() + " does not ask about scenario " + result.scenario());
    }
    var draft = new VerdictDraft(criterion, result);
    return switch (result.validity()) {
      case VALID -> draft.compared();
      case INCONCLUSIVE -> draft.inconclusive();
      case INVALID_HARNESS -> draft.without(NOT_EVALUATED);
      case INVALID_SUT -> draft.without(NOT_MET);
    };
  }

  /**
   * Verdict from all runs a criterion rests on: MET if enough are MET, NOT_MET if enough can no
   * longer become so, NOT_EVALUATED while one says nothing, else INCONCLUSIVE. It quotes the first
   * run that has the verdict of all.
   *
   * @param ends in the order of their start; missing ones may be left out
   * @throws IllegalArgumentException for more runs than the plan fixed
   */
  public static Verdict judgeAll(Criterion criterion, List<RunEnd> ends) {
    Repeats repeats = criterion.repeats();
    if (ends.size() > repeats.runs()) {
      throw new IllegalArgumentException(
          "criterion " + criterion.id() + " rests on " + repeats.runs() + " runs only");
    }
    List<Verdict> verdicts = ends.stream().map(end -> judge(criterion, end)).toList();
    VerdictValue value = combined(repeats, verdicts);
    Optional<Verdict> same = verdicts.stream().filter(one -> one.value() == value).findFirst();
    Verdict quoted = same.orElseGet(() -> VerdictDraft.nothing(criterion, Words.PENDING));
    return repeats.runs() == 1
        ? quoted
        : quoted.ofRepeats(
            Words.repeats(value, repeats, verdicts), verdicts.stream().anyMatch(Verdict::preview));
  }

  private static VerdictValue combined(Repeats repeats, List<Verdict> verdicts) {
    if (count(verdicts, MET) >= repeats.need()) {
      return MET;
    }
    if (count(verdicts, NOT_MET) > repeats.runs() - repeats.need()) {
      return NOT_MET;
    }
    boolean missing = verdicts.size() < repeats.runs() || count(verdicts, NOT_EVALUATED) > 0;
    return missing ? NOT_EVALUATED : INCONCLUSIVE;
  }

  private static long count(List<Verdict> verdicts, VerdictValue value) {
    return verdicts.stream().filter(one -> one.value() == value).count();
  }
}
