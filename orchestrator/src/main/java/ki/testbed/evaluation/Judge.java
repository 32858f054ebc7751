package ki.testbed.evaluation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import ki.testbed.catalog.Catalog;
import ki.testbed.evaluation.Evaluation.EvaluationState;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.MeasurementRow;
import ki.testbed.label.Judging;
import ki.testbed.queue.Leadership;
import ki.testbed.queue.Term;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.RunEnd;
import ki.testbed.rules.Verdict;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Judges evaluations whose runs have all ended: verdicts, revealed seeds and the end, or nothing.
 */
@Component
class Judge {
  private final Catalog catalog;
  private final Evidence evidence;
  private final StoredResults results;
  private final Book book;
  private final InstantSource clock;

  /** Where verdicts are written. */
  @Component
  record Book(
      EvaluationStore evaluations,
      RunStore runs,
      VerdictStore verdicts,
      SeedReveal seeds,
      RunNews news,
      Leadership leadership,
      TransactionOperations transactions) {}

  Judge(Catalog catalog, Evidence evidence, StoredResults results, Book book, InstantSource clock) {
    this.catalog = catalog;
    this.evidence = evidence;
    this.results = results;
    this.book = book;
    this.clock = clock;
  }

  /** Judges what is complete. */
  void judge(Term term) {
    for (Evaluation evaluation : book.evaluations().complete()) {
      List<Run> runs = book.runs().ofEvaluation(evaluation.id()).stream().map(RunRow::run).toList();
      List<Criterion> criteria = catalog.sealed(evaluation.plan()).criteria();
      boolean preview = evaluation.mode() == Mode.DRY_RUN;
      List<Verdict> verdicts = Judging.judge(criteria, ends(runs), preview);
      book.transactions()
          .executeWithoutResult(_ -> write(evaluation, runs, criteria, verdicts, term.epoch()));
    }
  }

  private Map<String, List<RunEnd>> ends(List<Run> runs) {
    return runs.stream()
        .collect(
            Collectors.groupingBy(
                run -> run.scenario().id(), Collectors.mapping(this::end, Collectors.toList())));
  }

  private RunEnd end(Run run) {
    return switch (run.state()) {
      case SUCCEEDED ->
          results.last(run).<RunEnd>map(RunEnd.Measured::new).orElseGet(RunEnd.Pending::new);
      case FAILED, CANCELLED -> new RunEnd.Broken(run.sentence().orElseThrow());
      case QUEUED, PROVISIONING, RUNNING, DRAINING, COLLECTING -> new RunEnd.Pending();
    };
  }

  private void write(
      Evaluation evaluation,
      List<Run> runs,
      List<Criterion> criteria,
      List<Verdict> verdicts,
      long epoch) {
    Instant now = clock.instant();
    List<MeasurementRow> rows =
        runs.stream().flatMap(run -> evidence.measurements(run.id().value()).stream()).toList();
    for (int i = 0; i < verdicts.size(); i++) {
      Optional<UUID> measurement = row(verdicts.get(i), rows);
      book.verdicts()
          .insert(
              evaluation.organisation(),
              evaluation.id(),
              new VerdictStore.Stored(i, criteria.get(i), verdicts.get(i), measurement, now));
    }
    book.seeds().reveal(evaluation);
    end(evaluation, runs, now, epoch);
  }

  private static Optional<UUID> row(Verdict verdict, List<MeasurementRow> rows) {
    return verdict
        .measurement()
        .flatMap(
            measured -> rows.stream().filter(row -> row.measurement().equals(measured)).findFirst())
        .map(MeasurementRow::id);
  }

  private void end(Evaluation evaluation, List<Run> runs, Instant now, long epoch) {
    boolean cancelled = runs.stream().anyMatch(run -> run.state() == RunState.CANCELLED);
    EvaluationState state = cancelled ? EvaluationState.CANCELLED : EvaluationState.JUDGED;
    book.leadership().confirm(epoch);
    if (book.evaluations().end(evaluation.id(), state, now) == 1) {
      book.news().judged(runs.getLast(), state);
    }
  }
}
