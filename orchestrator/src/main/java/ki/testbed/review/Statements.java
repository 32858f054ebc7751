package ki.testbed.review;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ki.testbed.access.Caller;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.EvaluationId;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.label.IndicatorRating;

/**
 * Statements of the caller's organisation, and those that others handed to examiners. Every change
 * throws a {@link ReviewProblem} where it cannot be made; nothing is changed then.
 */
public interface Statements {
  /**
   * A statement with what follows from it.
   *
   * @param viewer who reads it: the caller, or an examiner who looks at another organisation's
   */
  record View(Caller viewer, Statement statement, Assessed assessed) {}

  /**
   * Whether a statement can be made of it: measured and judged by a plan with a scheme, and FORMAL,
   * except in an installation that is marked as a demonstration.
   */
  boolean possible(Evaluation evaluation);

  /** Begins it if need be; empty where none is possible. */
  Optional<View> ofEvaluation(Caller caller, EvaluationId evaluation);

  /** One's own, or one that was handed to examiners if the caller is one. */
  Optional<View> find(Caller caller, StatementId id);

  /** Those that were handed to examiners, newest first. */
  List<Statement> handedIn(Caller caller);

  /** Gives a level to an indicator. */
  void rate(Caller caller, StatementId id, String indicator, int level, String rationale);

  /**
   * Gives levels to many indicators at once.
   *
   * @param levels numbers by code
   */
  void rateAll(Caller caller, StatementId id, Map<String, Integer> levels, String rationale);

  /** Answers an item that only a person can decide. */
  void answer(Caller caller, StatementId id, String item, boolean holds, String rationale);

  /** Answers questions about the protection need. */
  void answerNeeds(Caller caller, StatementId id, Map<String, Integer> answers);

  /** Judges the residual risk of a concern in writing. */
  void judgeRisk(Caller caller, StatementId id, String about, String text);

  /** Moves it where no signature is needed. */
  void move(Caller caller, StatementId id, StatementState to, String reason);

  /** Takes it on as an examiner. */
  void take(Caller caller, StatementId id, String declaration);

  /**
   * Signs a decision about exactly this content; the second signature makes it and freezes the
   * bundle.
   *
   * @param content what the examiner saw
   */
  void sign(Caller caller, StatementId id, StatementState decision, Sha256 content, String reason);

  /** Who rates when this caller does. */
  static IndicatorRating.By role(View view, Caller caller) {
    return view.statement().organisation().equals(caller.organisation())
        ? IndicatorRating.By.SUBMITTER
        : IndicatorRating.By.EXAMINER;
  }
}
