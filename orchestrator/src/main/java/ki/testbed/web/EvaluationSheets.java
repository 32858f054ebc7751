package ki.testbed.web;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ki.testbed.access.Caller;
import ki.testbed.access.Right;
import ki.testbed.catalog.Catalog;
import ki.testbed.catalog.TestPlan;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.Evaluations;
import ki.testbed.evaluation.Mode;
import ki.testbed.evaluation.Run;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceReader;
import ki.testbed.evidence.MeasurementRow;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Sha256;
import ki.testbed.review.Statements;
import ki.testbed.rules.Absent;
import ki.testbed.rules.RunResult;
import org.springframework.stereotype.Component;

/** Gathers what the page of an evaluation shows; the numbers are those of the measurement rows. */
@Component
class EvaluationSheets {
  private final Evaluations evaluations;
  private final Evidence evidence;
  private final EvidenceReader reader;
  private final Catalog catalog;
  private final Statements statements;
  private final InstantSource clock;

  EvaluationSheets(
      Evaluations evaluations,
      Evidence evidence,
      EvidenceReader reader,
      Catalog catalog,
      Statements statements,
      InstantSource clock) {
    this.evaluations = evaluations;
    this.evidence = evidence;
    this.reader = reader;
    this.catalog = catalog;
    this.statements = statements;
    this.clock = clock;
  }

  EvaluationSheet of(Caller caller, Evaluation evaluation, Phrases phrases) {
    Optional<TestPlan> plan = catalog.plan(caller, evaluation.plan());
    Measured measured = measured(caller, evaluation, plan);
    var words = new FigureWords(phrases);
    var rows = new CriterionRows(measured, words);
    var lines = new RunLines(evaluations, caller, words, clock.instant());
    boolean open = evaluation.state() == Evaluation.EvaluationState.OPEN;
    return new EvaluationSheet(
        evaluation.id().toString(),
        evaluation.submissionName(),
        evaluation.submissionVersion(),
        evaluation.submission().toString(),
        evaluation.imageDigest().prefixed(),
        phrases.shortHash(evaluation.imageDigest()),
        evaluation.plan().toString(),
        plan.map(TestPlan::title).map(phrases::text).orElse(evaluation.plan().toString()),
        evaluation.planHash().hex(),
        evaluation.dataSetHashes().stream().map(Sha256::hex).toList(),
        Badge.of(evaluation, phrases),
        phrases.time(evaluation.createdAt()),
        rows.summary(),
        rows.answers(),
        failures(evaluation, lines),
        new Tiles(measured, words).four(),
        rows.all(),
        plots(caller, measured, words),
        lines(evaluation, lines),
        untested(measured, words),
        open,
        open
            && caller.may(Right.EVALUATION_WRITE)
            && evaluation.runs().stream().noneMatch(Run::cancelRequested),
        evaluation.grade() == Grade.PREVIEW,
        evaluation.mode() == Mode.DRY_RUN,
        !open && caller.may(Right.EVALUATION_WRITE),
        statements.possible(evaluation));
  }

  /** One row per criterion of its plan. */
  List<CriterionRow> rows(Caller caller, Evaluation evaluation, Phrases phrases) {
    Measured measured = measured(caller, evaluation, catalog.plan(caller, evaluation.plan()));
    return new CriterionRows(measured, new FigureWords(phrases)).all();
  }

  /** One block per cause, with all scenarios it hit. */
  private static List<Failure> failures(Evaluation evaluation, RunLines lines) {
    var byCause =
        evaluation.runs().stream()
            .flatMap(run -> lines.failure(run).stream())
            .collect(Collectors.groupingBy(Failure::what, LinkedHashMap::new, Collectors.toList()));
    return byCause.values().stream().map(Failure::together).toList();
  }

  private static List<RunLine> lines(Evaluation evaluation, RunLines lines) {
    return evaluation.runs().stream().map(lines::line).toList();
  }

  private Measured measured(Caller caller, Evaluation evaluation, Optional<TestPlan> plan) {
    var runs = evaluation.runs();
    return new Measured(
        evaluation,
        plan.map(TestPlan::criteria).orElse(List.of()),
        runs.stream()
            .collect(
                Collectors.toMap(
                    Run::id,
                    run ->
                        evidence.measurements(caller, run.id().value()).stream()
                            .map(MeasurementRow::measurement)
                            .toList())),
        runs.stream().collect(Collectors.toMap(Run::id, run -> absent(caller, run))));
  }

  private List<Absent> absent(Caller caller, Run run) {
    return evaluations.result(caller, run.id()).map(RunResult::absent).orElse(List.of());
  }

  private List<PlotBlock> plots(Caller caller, Measured measured, FigureWords words) {
    var blocks = new PlotBlocks(reader, words);
    Function<Run, Optional<PlotBlock>> block =
        run ->
            blocks.of(
                run,
                evidence.items(caller, run.id().value()),
                measured.of(run),
                measured.criteriaOf(run));
    return Stream.concat(
            blocks.load(measured).stream(),
            measured.evaluation().runs().stream().flatMap(run -> block.apply(run).stream()))
        .toList();
  }

  /** What a reader might expect and will not find: values that could not be had. */
  private static List<String> untested(Measured measured, FigureWords words) {
    return measured.evaluation().runs().stream()
        .flatMap(run ->
            measured.absent().getOrDefault(run.id(), List.of()).stream()
                .flatMap(one -> untested(run, one, words)))
        .toList();
  }

  private static Stream<String> untested(Run run, Absent absent, FigureWords words) {
    return Stream.of(
        words
            .phrases()
            .of(
                "figure.untested",
                words.metric(absent.metric()),
                words.scenario(run.scenario()),
                words.why(absent)));
  }
}
