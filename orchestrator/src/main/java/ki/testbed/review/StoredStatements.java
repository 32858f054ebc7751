package ki.testbed.review;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import ki.testbed.access.Acting;
import ki.testbed.access.Caller;
import ki.testbed.access.OrganisationId;
import ki.testbed.access.Right;
import ki.testbed.catalog.Catalog;
import ki.testbed.catalog.TestPlan;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.Evaluation.EvaluationState;
import ki.testbed.evaluation.EvaluationId;
import ki.testbed.evaluation.Evaluations;
import ki.testbed.evaluation.Mode;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Sha256;
import ki.testbed.review.ReviewProblem.Code;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Reads statements, checks who may do what next, and appends it. */
@Component
class StoredStatements implements Statements {
  private static final int SHOWN = 200;

  private final StatementStore store;
  private final Evaluations evaluations;
  private final Catalog catalog;
  private final Freezing freezing;
  private final TransactionOperations transactions;
  private final InstantSource clock;
  private final boolean demonstration;

  StoredStatements(
      StatementStore store,
      Evaluations evaluations,
      Catalog catalog,
      Freezing freezing,
      TransactionOperations transactions,
      InstantSource clock,
      @Value("${testbed.demonstration:false}") boolean demonstration) {
    this.store = store;
    this.evaluations = evaluations;
    this.catalog = catalog;
    this.freezing = freezing;
    this.transactions = transactions;
    this.clock = clock;
    this.demonstration = demonstration;
  }

  /** A preview enters a statement only where the whole installation is a demonstration. */
  @Override
  public boolean possible(Evaluation evaluation) {
    return evaluation.state() == EvaluationState.JUDGED
        && evaluation.mode() == Mode.MEASURED
        && (evaluation.grade() == Grade.FORMAL || demonstration)
        && Assessing.scheme(catalog.sealed(evaluation.plan())).isPresent();
  }

  @Override
  public Optional<View> ofEvaluation(Caller caller, EvaluationId id) {
    Optional<Evaluation> judged = evaluations.find(caller, id).filter(this::possible);
    if (judged.isEmpty()) {
      return Optional.empty();
    }
    if (caller.may(Right.STATEMENT_WRITE)) {
      transactions.executeWithoutResult(_ -> store.create(caller, id));
    }
    return store.ofEvaluation(caller, id).map(statement -> view(caller, statement));
  }

  @Override
  public Optional<View> find(Caller caller, StatementId id) {
    Optional<Statement> own =
        caller.may(Right.EVALUATION_READ) ? store.find(caller, id) : Optional.empty();
    return own.map(statement -> view(caller, statement)).or(() -> handedIn(caller, id));
  }

  private Optional<View> handedIn(Caller caller, StatementId id) {
    if (!caller.may(Right.REVIEW_READ)) {
      return Optional.empty();
    }
    return Acting.forEverybody(() -> store.owner(id))
        .map(caller::lookingAt)
        .flatMap(viewer -> as(viewer, () -> store.find(viewer, id).map(one -> view(viewer, one))))
        .filter(view -> Review.handedIn(view.statement()));
  }

  @Override
  public List<Statement> handedIn(Caller caller) {
    caller.require(Right.REVIEW_READ);
    return Acting.forEverybody(() -> store.handedIn(SHOWN));
  }

  private View view(Caller viewer, Statement statement) {
    Evaluation evaluation =
        evaluations
            .find(viewer, statement.evaluation())
            .orElseThrow(() -> new ReviewProblem(Code.NOT_FOUND));
    TestPlan plan = catalog.sealed(evaluation.plan());
    return new View(viewer, statement, Assessing.of(evaluation, plan, statement));
  }

  private static <T> T as(Caller viewer, Supplier<T> work) {
    try (var _ = Acting.on(Optional.of(viewer))) {
      return work.get();
    }
  }

  @Override
  public void rate(Caller caller, StatementId id, String indicator, int level, String rationale) {
    rateAll(caller, id, Map.of(indicator, level), rationale);
  }

  @Override
  public void rateAll(
      Caller caller, StatementId id, Map<String, Integer> levels, String rationale) {
    change(caller, id, review -> review.rate(levels, rationale));
  }

  @Override
  public void answer(Caller caller, StatementId id, String item, boolean holds, String rationale) {
    change(caller, id, review -> review.answer(item, holds, rationale));
  }

  @Override
  public void answerNeeds(Caller caller, StatementId id, Map<String, Integer> answers) {
    change(caller, id, review -> review.answerNeeds(answers));
  }

  @Override
  public void judgeRisk(Caller caller, StatementId id, String about, String text) {
    change(caller, id, review -> review.judgeRisk(about, text));
  }

  @Override
  public void move(Caller caller, StatementId id, StatementState to, String reason) {
    change(caller, id, review -> review.move(to, reason));
  }

  @Override
  public void take(Caller caller, StatementId id, String declaration) {
    change(caller, id, review -> review.take(declaration));
  }

  @Override
  public void sign(
      Caller caller, StatementId id, StatementState decision, Sha256 content, String reason) {
    Function<Review, List<Act>> signing = review -> review.sign(decision, content, reason);
    change(caller, id, signing);
  }

  /** All acts or none; the second signature also freezes. */
  private void change(Caller caller, StatementId id, Function<Review, List<Act>> acts) {
    View view = find(caller, id).orElseThrow(() -> new ReviewProblem(Code.NOT_FOUND));
    List<Act> wanted = acts.apply(new Review(view, caller));
    OrganisationId owner = view.statement().organisation();
    Consumer<Object> write =
        _ -> {
          Statement now = view.statement();
          for (Act act : wanted) {
            now = store.append(now, caller, clock.instant(), act);
          }
          if (Review.freezes(wanted)) {
            Sha256 bundle = freezing.freeze(view(view.viewer(), now), owner);
            store.append(now, caller, clock.instant(), new Act.Frozen(bundle));
          }
        };
    as(
        view.viewer(),
        () -> {
          transactions.executeWithoutResult(write::accept);
          return owner;
        });
  }
}
