package ki.testbed.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import ki.testbed.access.Caller;
import ki.testbed.access.Right;
import ki.testbed.catalog.Catalog;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.Evaluations;
import ki.testbed.protocol.Grade;
import ki.testbed.review.Act;
import ki.testbed.review.Assessed;
import ki.testbed.review.Entry;
import ki.testbed.review.Statement;
import ki.testbed.review.StatementState;
import ki.testbed.review.Statements;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.label.Assessment;
import ki.testbed.rules.label.CheckAnswer;
import ki.testbed.rules.label.DimensionResult;
import ki.testbed.rules.label.Fulfilment;
import ki.testbed.rules.label.Indicator;
import ki.testbed.rules.label.IndicatorRating;
import ki.testbed.rules.label.LabelCriterionResult;
import ki.testbed.rules.label.LabelScheme;
import ki.testbed.rules.label.LevelRange;
import ki.testbed.rules.label.Policy;
import ki.testbed.rules.label.Proposal;
import ki.testbed.rules.label.Target;
import org.springframework.stereotype.Component;

/** Gathers what the page of a statement shows. */
@Component
class StatementSheets {
  private final Evaluations evaluations;
  private final EvaluationSheets sheets;
  private final Catalog catalog;

  StatementSheets(Evaluations evaluations, EvaluationSheets sheets, Catalog catalog) {
    this.evaluations = evaluations;
    this.sheets = sheets;
    this.catalog = catalog;
  }

  StatementSheet of(Caller caller, Statements.View view, Phrases phrases) {
    Evaluation evaluation =
        evaluations
            .find(view.viewer(), view.statement().evaluation())
            .orElseThrow(PageProblem::missing);
    List<Criterion> criteria = catalog.sealed(evaluation.plan()).criteria();
    List<CriterionRow> rows = sheets.rows(view.viewer(), evaluation, phrases);
    return new Sheet(caller, view, evaluation, criteria, rows, phrases).whole();
  }

  /** One page being put together. */
  private record Sheet(
      Caller caller,
      Statements.View view,
      Evaluation evaluation,
      List<Criterion> criteria,
      List<CriterionRow> rows,
      Phrases phrases) {

    StatementSheet whole() {
      Statement statement = view.statement();
      Assessed assessed = view.assessed();
      boolean examines = Statements.role(view, caller) == IndicatorRating.By.EXAMINER;
      boolean took = statement.examiners().contains(caller.account());
      boolean inReview = statement.state() == StatementState.IN_REVIEW;
      return new StatementSheet(
          statement.id().toString(),
          address(statement, examines),
          evaluation.id().toString(),
          evaluation.submissionName(),
          evaluation.submissionVersion(),
          evaluation.imageDigest().prefixed(),
          evaluation.plan().toString(),
          phrases.text(assessed.scheme().name()),
          Badge.of(statement.state(), phrases),
          examines
              ? inReview && took && caller.may(Right.REVIEW_DECIDE)
              : statement.state().editable() && caller.may(Right.STATEMENT_WRITE),
          examines,
          examines && inReview && !took && caller.may(Right.REVIEW_DECIDE),
          examines && took && caller.may(Right.REVIEW_DECIDE) && !decisions().isEmpty(),
          examines && inReview && took,
          assessed.content().hex(),
          examines ? decisions() : moves(),
          signed(),
          statement.bundle().isPresent(),
          evaluation.grade() == Grade.PREVIEW,
          assessed.standing().current().size(),
          assessed.scheme().indicators().size(),
          assessed.scheme().levels().stream()
              .map(level ->
                  new StatementSheet.Choice(
                      Integer.toString(level.number()),
                      level.code() + " " + phrases.text(level.name())))
              .toList(),
          dimensions(),
          needs(),
          statement.journal().reversed().stream().map(this::line).toList());
    }

    private static String address(Statement statement, boolean examines) {
      return examines
          ? "/reviews/" + statement.id()
          : "/evaluations/" + statement.evaluation() + "/statement";
    }

    private List<StatementSheet.Choice> decisions() {
      return choices(
          view.statement().state().next().stream().filter(StatementState::signed).toList());
    }

    private List<StatementSheet.Choice> moves() {
      return view.statement().state().editable() && caller.may(Right.STATEMENT_WRITE)
          ? choices(
              view.statement().state().next().stream()
                  .filter(one -> one != StatementState.INDICATION)
                  .toList())
          : List.of();
    }

    private List<StatementSheet.Choice> choices(List<StatementState> states) {
      return states.stream()
          .map(one -> new StatementSheet.Choice(one.name(), phrases.word("statement.to", one)))
          .toList();
    }

    private String signed() {
      return view.statement().state().next().stream()
          .filter(StatementState::signed)
          .map(one -> view.statement().signatories(one, view.assessed().content()).size())
          .filter(count -> count > 0)
          .map(count -> phrases.of("statement.signed", count))
          .collect(Collectors.joining(" "));
    }

    private List<StatementSheet.DimensionBox> dimensions() {
      LabelScheme scheme = view.assessed().scheme();
      Policy first = scheme.policies().getFirst();
      return view.assessed().results().getOrDefault(first, List.of()).stream()
          .map(this::dimension)
          .toList();
    }

    private StatementSheet.DimensionBox dimension(DimensionResult result) {
      LabelScheme scheme = view.assessed().scheme();
      String name =
          scheme.dimensions().stream()
              .filter(one -> one.code().equals(result.code()))
              .map(one -> phrases.text(one.name()))
              .findFirst()
              .orElse(result.code());
      return new StatementSheet.DimensionBox(
          result.code(),
          name,
          result.rating().map(this::range).orElse("–"),
          result.target().isPresent()
              ? phrases.of("need.AT_LEAST", level(result.target().getAsInt()))
              : phrases.of("need.OPEN"),
          badge(result.passed()),
          result.rows().stream().map(this::criterion).toList());
    }

    private StatementSheet.CriterionBox criterion(LabelCriterionResult row) {
      LabelScheme scheme = view.assessed().scheme();
      return new StatementSheet.CriterionBox(
          row.code(),
          scheme.criterion(row.code()).map(one -> phrases.text(one.name())).orElse(row.code()),
          classes(row.code()),
          need(row.target()),
          badge(row.fulfilled()),
          concerns(row.code()),
          scheme.indicatorsOf(row.code()).stream().map(this::indicator).toList());
    }

    /** What each policy makes of the same ratings, so that nobody takes one of them for given. */
    private List<StatementSheet.Choice> classes(String criterion) {
      List<StatementSheet.Choice> classes = new ArrayList<>();
      view.assessed()
          .results()
          .forEach((policy, results) ->
              results.stream()
                  .flatMap(dimension -> dimension.rows().stream())
                  .filter(row -> row.code().equals(criterion))
                  .forEach(row ->
                      classes.add(new StatementSheet.Choice(policy.id(), range(row.range())))));
      return classes;
    }

    private List<StatementSheet.ConcernLine> concerns(String criterion) {
      return view.assessed().assessments().stream()
          .filter(one -> one.criterion().equals(criterion))
          .map(Assessment::concerns)
          .flatMap(List::stream)
          .map(one ->
              new StatementSheet.ConcernLine(
                  criterion + "/" + one.about(),
                  phrases.of(
                      "concern." + one.cause(), one.about(), String.join(", ", one.indicators())),
                  one.judged()))
          .toList();
    }

    private StatementSheet.IndicatorBox indicator(Indicator indicator) {
      Proposal proposal =
          view.assessed().proposals().stream()
              .filter(one -> one.indicator().equals(indicator.code()))
              .findFirst()
              .orElseThrow();
      Optional<IndicatorRating> rating =
          Optional.ofNullable(view.assessed().standing().current().get(indicator.code()));
      return new StatementSheet.IndicatorBox(
          indicator.code(),
          phrases.text(indicator.title()),
          phrases.text(indicator.kind().name()),
          badge(proposal),
          rating.map(one -> Integer.toString(one.level())).orElse(""),
          rating.map(this::rated).orElse(""),
          proposal.items().stream().map(this::item).toList(),
          evidence(indicator));
    }

    private Badge badge(Proposal proposal) {
      String level = proposal.level().map(one -> one.code()).orElse("");
      return switch (proposal.state()) {
        case NONE -> new Badge("void", phrases.of("proposal.NONE"));
        case OPEN -> new Badge("open", phrases.of("proposal.OPEN", level));
        case PROPOSED -> new Badge("done", phrases.of("proposal.PROPOSED", level));
      };
    }

    private String rated(IndicatorRating rating) {
      return phrases.of(
          "rating." + rating.role(),
          level(rating.level()),
          rating.rationale().isBlank() ? "–" : rating.rationale());
    }

    private StatementSheet.ItemLine item(Proposal.AnsweredItem item) {
      String level = item.item().level().code();
      String text = phrases.text(item.item().text());
      return switch (item) {
        case Proposal.AnsweredItem.Checked checked ->
            new StatementSheet.ItemLine(
                item.item().key(),
                level,
                text,
                badge(checked.answer()),
                phrases.text(checked.answer().why()),
                false);
        case Proposal.AnsweredItem.Answered answered ->
            new StatementSheet.ItemLine(
                item.item().key(),
                level,
                text,
                answered.answer().holds()
                    ? new Badge("met", phrases.of("item.yes"))
                    : new Badge("not-met", phrases.of("item.no")),
                answered.answer().rationale(),
                true);
        case Proposal.AnsweredItem.Unanswered _ ->
            new StatementSheet.ItemLine(
                item.item().key(),
                level,
                text,
                new Badge("waiting", phrases.of("item.open")),
                "",
                true);
      };
    }

    private Badge badge(CheckAnswer answer) {
      return switch (answer.state()) {
        case HOLDS -> new Badge("met", phrases.of("check.HOLDS"));
        case FAILS -> new Badge("not-met", phrases.of("check.FAILS"));
        case NOT_EVALUATED -> new Badge("void", phrases.of("check.NOT_EVALUATED"));
      };
    }

    private Badge badge(Fulfilment fulfilled) {
      String shape =
          switch (fulfilled) {
            case YES -> "met";
            case NO -> "not-met";
            case OPEN -> "open";
            case NOT_APPLICABLE -> "void";
          };
      return new Badge(shape, phrases.word("fulfilled", fulfilled));
    }

    /** Criteria of the plan that are evidence for it, or for one that asks the same. */
    private List<CriterionRow> evidence(Indicator indicator) {
      Map<String, CriterionRow> byId =
          rows.stream().collect(Collectors.toMap(CriterionRow::id, Function.identity()));
      return criteria.stream()
          .filter(one ->
              one.indicators().contains(indicator.code())
                  || one.indicators().stream().anyMatch(indicator.sameAs()::contains))
          .flatMap(one -> Optional.ofNullable(byId.get(one.id())).stream())
          .toList();
    }

    private String range(LevelRange range) {
      return range.decided()
          ? level(range.low())
          : level(range.low()) + "\u00a0–\u00a0" + level(range.high());
    }

    private String level(int number) {
      return view.assessed().scheme().level(number).map(one -> one.code()).orElse("?");
    }

    private String need(Target target) {
      return switch (target) {
        case Target.NotRelevant _ -> phrases.of("need.NOT_RELEVANT");
        case Target.Open _ -> phrases.of("need.OPEN");
        case Target.AtLeast known -> phrases.of("need.AT_LEAST", level(known.level()));
      };
    }

    private List<StatementSheet.Choice> needs() {
      Map<String, Integer> given = view.statement().needs().values();
      return view.assessed().scheme().questions().stream()
          .filter(one -> one.inheritsFrom().isEmpty())
          .map(one ->
              new StatementSheet.Choice(
                  one.id(),
                  Optional.ofNullable(given.get(one.id())).map(String::valueOf).orElse("")))
          .toList();
    }

    private String about(Act act) {
      return switch (act) {
        case Act.Moved moved -> phrases.word("statement.state", moved.to());
        case Act.Signed signed -> phrases.word("statement.state", signed.decision());
        case Act.Rated _, Act.Answered _, Act.RiskJudged _ -> act.object();
        case Act.NeedsAnswered _, Act.Taken _, Act.Frozen _ -> "";
      };
    }

    private StatementSheet.JournalLine line(Entry entry) {
      Act act = entry.act();
      String why =
          switch (act) {
            case Act.Moved moved -> moved.reason();
            case Act.Rated rated -> rated.rationale();
            case Act.Answered answered -> answered.rationale();
            case Act.RiskJudged judged -> judged.text();
            case Act.Taken taken -> taken.declaration();
            case Act.NeedsAnswered needs -> String.join(", ", needs.answers().keySet());
            case Act.Signed signed -> phrases.shortHash(signed.content());
            case Act.Frozen frozen -> phrases.shortHash(frozen.bundle());
          };
      boolean own = entry.by().equals(caller.account());
      return new StatementSheet.JournalLine(
          phrases.time(entry.at()),
          phrases.machineTime(entry.at()),
          own ? phrases.of("journal.you") : entry.by().toString().substring(0, 8),
          phrases.of("journal." + act.word(), about(act)),
          why);
    }
  }
}
