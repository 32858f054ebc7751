package ki.testbed.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import ki.testbed.access.AccountId;
import ki.testbed.access.Caller;
import ki.testbed.access.Right;
import ki.testbed.protocol.Sha256;
import ki.testbed.review.ReviewProblem.Code;
import ki.testbed.rules.label.Assessment;
import ki.testbed.rules.label.Indicator;
import ki.testbed.rules.label.IndicatorRating;
import ki.testbed.rules.label.NeedQuestion;
import ki.testbed.rules.label.NeedResult;
import ki.testbed.rules.label.ObservableItem;
import ki.testbed.rules.label.Validation;

/** What a person may do to a statement now: the acts it comes to, or why not; pure. */
final class Review {
  private static final int SIGNATURES = 2;
  private static final int SHORTEST_REASON = 10;

  private final Statement statement;
  private final Assessed assessed;
  private final Caller caller;
  private final IndicatorRating.By role;

  Review(Statements.View view, Caller caller) {
    this.statement = view.statement();
    this.assessed = view.assessed();
    this.caller = caller;
    this.role = Statements.role(view, caller);
  }

  /** Whether it was ever handed to examiners. */
  static boolean handedIn(Statement statement) {
    return statement.journal().stream()
        .anyMatch(entry ->
            entry.act() instanceof Act.Moved moved && moved.to() == StatementState.IN_REVIEW);
  }

  /** Whether these acts end the examination. */
  static boolean freezes(List<Act> acts) {
    return acts.stream()
        .anyMatch(act ->
            act instanceof Act.Moved moved
                && (moved.to() == StatementState.VALIDATED
                    || moved.to() == StatementState.NOT_CONFIRMED));
  }

  List<Act> rate(Map<String, Integer> levels, String rationale) {
    List<Act> acts = editing();
    if (role == IndicatorRating.By.EXAMINER) {
      reason(rationale);
    }
    levels.forEach((code, level) -> {
      known(assessed.scheme().indicator(code).isPresent());
      known(assessed.scheme().level(level).isPresent());
      acts.add(new Act.Rated(code, level, role, false, rationale.strip()));
    });
    return acts;
  }

  List<Act> answer(String item, boolean holds, String rationale) {
    List<Act> acts = editing();
    reason(rationale);
    known(
        assessed.scheme().items().stream()
            .anyMatch(one ->
                one.key().equals(item) && one.decidedBy() == ObservableItem.DecidedBy.HUMAN));
    acts.add(new Act.Answered(item, holds, rationale.strip()));
    return acts;
  }

  List<Act> answerNeeds(Map<String, Integer> answers) {
    List<Act> acts = editing();
    Map<String, NeedQuestion> questions =
        assessed.scheme().questions().stream()
            .collect(Collectors.toMap(NeedQuestion::id, one -> one));
    answers.forEach((id, value) ->
        known(questions.containsKey(id) && questions.get(id).answers().containsKey(value)));
    if (answers.isEmpty()) {
      return List.of();
    }
    acts.add(new Act.NeedsAnswered(answers));
    return acts;
  }

  List<Act> judgeRisk(String about, String text) {
    List<Act> acts = editing();
    reason(text);
    known(concerns().contains(about));
    acts.add(new Act.RiskJudged(about, text.strip()));
    return acts;
  }

  private Set<String> concerns() {
    return assessed.assessments().stream()
        .flatMap(
            one -> one.concerns().stream().map(concern -> one.criterion() + "/" + concern.about()))
        .collect(Collectors.toSet());
  }

  /**
   * The submitter while it is theirs, which takes a finished self-assessment back; else examiners.
   */
  private List<Act> editing() {
    List<Act> acts = new ArrayList<>();
    if (role == IndicatorRating.By.SUBMITTER) {
      caller.require(Right.STATEMENT_WRITE);
      inState(statement.state().editable());
      if (statement.state() == StatementState.SELF_ASSESSED) {
        acts.add(new Act.Moved(StatementState.INDICATION, "edited"));
      }
    } else {
      examining();
    }
    return acts;
  }

  private void examining() {
    caller.require(Right.REVIEW_DECIDE);
    inState(statement.state() == StatementState.IN_REVIEW);
    if (!statement.examiners().contains(caller.account())) {
      throw new ReviewProblem(Code.STATEMENT_NOT_TAKEN);
    }
  }

  List<Act> move(StatementState to, String reason) {
    inState(statement.state().next().contains(to) && !to.signed());
    if (role == IndicatorRating.By.EXAMINER) {
      examining();
      inState(to == StatementState.SELF_ASSESSED);
      reason(reason);
    } else {
      caller.require(Right.STATEMENT_WRITE);
      inState(statement.state() != StatementState.IN_REVIEW);
      if (to == StatementState.SELF_ASSESSED || to == StatementState.IN_REVIEW) {
        complete();
      }
    }
    return List.of(new Act.Moved(to, reason.strip()));
  }

  /** Every indicator of every label criterion that is relevant, or may be. */
  private void complete() {
    Set<String> irrelevant =
        assessed.needs().stream()
            .filter(one -> one.value() instanceof NeedResult.Value.NotRelevant)
            .map(NeedResult::criterion)
            .collect(Collectors.toSet());
    List<String> missing =
        assessed.scheme().indicators().stream()
            .filter(one -> !irrelevant.contains(one.criterion()))
            .map(Indicator::code)
            .filter(code -> !assessed.standing().current().containsKey(code))
            .toList();
    if (!missing.isEmpty()) {
      throw new ReviewProblem(Code.STATEMENT_INCOMPLETE, missing);
    }
  }

  List<Act> take(String declaration) {
    caller.require(Right.REVIEW_DECIDE);
    inState(statement.state() == StatementState.IN_REVIEW);
    withoutConflict();
    reason(declaration);
    return statement.examiners().contains(caller.account())
        ? List.of()
        : List.of(new Act.Taken(declaration.strip()));
  }

  private void withoutConflict() {
    boolean acted =
        statement.journal().stream()
            .anyMatch(entry ->
                entry.by().equals(caller.account())
                    && entry.act() instanceof Act.Rated rated
                    && rated.role() == IndicatorRating.By.SUBMITTER);
    if (role == IndicatorRating.By.SUBMITTER || acted) {
      throw new ReviewProblem(Code.CONFLICT_OF_INTEREST);
    }
  }

  List<Act> sign(StatementState decision, Sha256 content, String reason) {
    caller.require(Right.REVIEW_DECIDE);
    withoutConflict();
    inState(decision.signed() && statement.state().next().contains(decision));
    if (!statement.examiners().contains(caller.account())) {
      throw new ReviewProblem(Code.STATEMENT_NOT_TAKEN);
    }
    if (!content.equals(assessed.content())) {
      throw new ReviewProblem(Code.STATEMENT_CHANGED);
    }
    reason(reason);
    if (decision == StatementState.VALIDATED) {
      validatable();
    }
    return signed(decision, content, reason);
  }

  private List<Act> signed(StatementState decision, Sha256 content, String reason) {
    Set<AccountId> before = statement.signatories(decision, content);
    if (before.contains(caller.account())) {
      throw new ReviewProblem(Code.SIGNED_ALREADY);
    }
    List<Act> acts = new ArrayList<>(List.of(new Act.Signed(decision, content)));
    if (before.size() + 1 >= SIGNATURES) {
      acts.add(new Act.Moved(decision, reason.strip()));
    }
    return acts;
  }

  private void validatable() {
    List<String> blocked =
        assessed.assessments().stream()
            .filter(Assessment::blocked)
            .map(Assessment::criterion)
            .toList();
    if (!blocked.isEmpty()) {
      throw new ReviewProblem(Code.RISK_NOT_JUDGED, blocked);
    }
    if (assessed.validation() == Validation.MANDATORY) {
      throw new ReviewProblem(Code.QUALIFICATION_MISSING);
    }
  }

  private static void inState(boolean holds) {
    if (!holds) {
      throw new ReviewProblem(Code.STATEMENT_NOT_IN_STATE);
    }
  }

  private static void known(boolean holds) {
    if (!holds) {
      throw new ReviewProblem(Code.STATEMENT_UNKNOWN_PART);
    }
  }

  private static void reason(String text) {
    if (text.strip().length() < SHORTEST_REASON) {
      throw new ReviewProblem(Code.STATEMENT_REASON_MISSING);
    }
  }
}
