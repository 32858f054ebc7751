package ki.testbed.web;

import java.util.List;
import java.util.Optional;
import ki.testbed.evaluation.Run;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Measurement;
import ki.testbed.rules.Verdict;
import ki.testbed.rules.VerdictValue;

/** Criteria, verdicts and the sentences that answer the page's question. */
record CriterionRows(Measured measured, FigureWords words) {

  List<CriterionRow> all() {
    return measured.criteria().stream().map(this::row).toList();
  }

  private CriterionRow row(Criterion criterion) {
    Optional<Verdict> verdict = measured.verdict(criterion);
    Optional<Run> run = measured.run(criterion.scenario());
    Optional<Measurement> value = value(criterion, verdict);
    return new CriterionRow(
        criterion.id(),
        words.metric(criterion.metric()),
        run.map(one -> words.scenario(one.scenario())).orElse(criterion.scenario()),
        words.limit(criterion),
        words.phrases().of("rule." + criterion.rule(), words.percent(criterion.confidence())),
        value.map(words::value).orElse("–"),
        value.map(words::bound).orElse(""),
        value.flatMap(one -> Bar.of(one, Optional.of(criterion))),
        verdict
            .map(one -> Badge.of(one.value(), words.phrases()))
            .orElseGet(() -> new Badge("waiting", words.phrases().of("verdict.later"))),
        verdict.map(Verdict::preview).orElse(false),
        verdict.map(one -> words.phrases().text(one.reason())).orElse(""),
        more(verdict),
        criterion.justification(),
        run.map(one -> "/runs/" + one.id() + "#" + Tiles.anchor(criterion.metric())).orElse(""));
  }

  /** What the verdict rests on, or, where it rests on nothing, what was measured all the same. */
  private Optional<Measurement> value(Criterion criterion, Optional<Verdict> verdict) {
    return verdict
        .flatMap(Verdict::measurement)
        .or(() ->
            measured
                .run(criterion.scenario())
                .flatMap(run ->
                    FigureWords.pick(
                        measured.of(run), criterion.metric(), Optional.of(criterion))));
  }

  private String more(Optional<Verdict> verdict) {
    return verdict
        .filter(one -> one.moreNeeded().isPresent())
        .map(one -> more(one.moreNeeded().getAsLong()))
        .orElse("");
  }

  private String more(long needed) {
    return words.phrases().of("verdict.moreNeeded", words.phrases().figures().count(needed));
  }

  /** How many of the criteria are met, in a sentence. */
  String summary() {
    List<Verdict> verdicts = measured.evaluation().verdicts();
    long met = verdicts.stream().filter(one -> one.value() == VerdictValue.MET).count();
    long not = verdicts.stream().filter(one -> one.value() == VerdictValue.NOT_MET).count();
    if (met == verdicts.size() && met > 0) {
      return words.phrases().of("evaluation.summary.all", met);
    }
    if (verdicts.isEmpty()) {
      return words.phrases().of("evaluation.summary.none");
    }
    return words
        .phrases()
        .of("evaluation.summary", met, verdicts.size(), not, verdicts.size() - met - not);
  }

  /** One answer per criterion: value, bound, threshold, verdict. */
  List<String> answers() {
    return measured.criteria().stream()
        .flatMap(criterion ->
            measured.verdict(criterion).map(verdict -> answer(criterion, verdict)).stream())
        .toList();
  }

  private String answer(Criterion criterion, Verdict verdict) {
    String name = words.metric(criterion.metric());
    String limit = words.limit(criterion);
    String word = words.phrases().word("verdict", verdict.value());
    return value(criterion, Optional.of(verdict))
        .map(value -> answer(name, words.value(value), words.bound(value), limit, word))
        .orElseGet(() -> words.phrases().of("evaluation.answer.absent", name, limit, word));
  }

  private String answer(String name, String value, String bound, String limit, String word) {
    return bound.isEmpty()
        ? words.phrases().of("evaluation.answer", name, value, limit, word)
        : words.phrases().of("evaluation.answer.bound", name, value, bound, limit, word);
  }
}
