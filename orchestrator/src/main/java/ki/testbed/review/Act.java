package ki.testbed.review;

import java.util.Map;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.label.IndicatorRating;

/** What somebody did to a statement; all of them together are the statement. */
public sealed interface Act {
  /** The word that is stored with it. */
  default String word() {
    return switch (this) {
      case Moved _ -> "MOVED";
      case Rated _ -> "RATED";
      case Answered _ -> "ANSWERED";
      case NeedsAnswered _ -> "NEEDS_ANSWERED";
      case RiskJudged _ -> "RISK_JUDGED";
      case Taken _ -> "TAKEN";
      case Signed _ -> "SIGNED";
      case Frozen _ -> "FROZEN";
    };
  }

  /** What of the statement it is about, in codes. */
  default String object() {
    return switch (this) {
      case Moved moved -> moved.to().name();
      case Rated rated -> rated.indicator();
      case Answered answered -> answered.item();
      case RiskJudged judged -> judged.about();
      case Signed signed -> signed.decision().name();
      case NeedsAnswered _, Taken _, Frozen _ -> "";
    };
  }

  /** The form of an act with this word. */
  static Class<? extends Act> form(String word) {
    return switch (word) {
      case "MOVED" -> Moved.class;
      case "RATED" -> Rated.class;
      case "ANSWERED" -> Answered.class;
      case "NEEDS_ANSWERED" -> NeedsAnswered.class;
      case "RISK_JUDGED" -> RiskJudged.class;
      case "TAKEN" -> Taken.class;
      case "SIGNED" -> Signed.class;
      case "FROZEN" -> Frozen.class;
      default -> throw new IllegalStateException("no act is called " + word);
    };
  }

  /** It is in this state now. */
  record Moved(StatementState to, String reason) implements Act {}

  /**
   * A level for an indicator.
   *
   * @param level number of the level
   * @param onRequest whether the lowest level is only there as the submitter wished it
   */
  record Rated(
      String indicator, int level, IndicatorRating.By role, boolean onRequest, String rationale)
      implements Act {}

  /** An item that only a person can decide. */
  record Answered(String item, boolean holds, String rationale) implements Act {}

  /** Answers about the protection need, by id of the question. */
  record NeedsAnswered(Map<String, Integer> answers) implements Act {
    public NeedsAnswered {
      answers = Map.copyOf(answers);
    }
  }

  /** The residual risk of a concern, in writing; {@code about} is {@code VE1/c-p99}. */
  record RiskJudged(String about, String text) implements Act {}

  /** An examiner takes it on, with a declaration about conflicts of interest. */
  record Taken(String declaration) implements Act {}

  /** An examiner signs this decision about this content. */
  record Signed(StatementState decision, Sha256 content) implements Act {}

  /** The bundle that was signed by the testbed. */
  record Frozen(Sha256 bundle) implements Act {}
}
