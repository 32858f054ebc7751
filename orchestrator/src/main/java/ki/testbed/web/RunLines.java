package ki.testbed.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ki.testbed.access.Caller;
import ki.testbed.evaluation.Evaluations;
import ki.testbed.evaluation.HistoryEntry;
import ki.testbed.evaluation.LiveFigures;
import ki.testbed.evaluation.Run;
import ki.testbed.evaluation.RunState;
import ki.testbed.rules.Blame;
import ki.testbed.rules.Validity;
import ki.testbed.sandbox.Usage;

/** Runs as their evaluation's page tells of them. */
record RunLines(Evaluations evaluations, Caller caller, FigureWords words, Instant now) {

  RunLine line(Run run) {
    Phrases phrases = words.phrases();
    return new RunLine(
        run.id().toString(),
        words.scenario(run.scenario()),
        Badge.of(run.state(), phrases),
        run.validity().map(validity -> Badge.of(validity, phrases)),
        run.validity()
            .filter(validity -> validity != Validity.VALID)
            .map(validity -> phrases.word("validity.next", validity))
            .orElse(""),
        phrases.span(Duration.between(run.since(), now)),
        what(run),
        steps(evaluations.history(caller, run.id())),
        run.state().terminal()
            ? Optional.empty()
            : evaluations.live(caller, run.id()).map(this::live),
        run.attempt(),
        run.state().terminal());
  }

  private String what(Run run) {
    Phrases phrases = words.phrases();
    return run.sentence()
        .map(phrases::text)
        .or(() ->
            evaluations
                .waiting(caller, run.id())
                .map(waiting ->
                    phrases.of("run.waits", waiting.ahead(), phrases.text(waiting.text()))))
        .orElseGet(() -> phrases.of("run.does." + run.state()));
  }

  /**
   * The history with the length of each step; the last one of a run that goes on is as long as it
   * has lasted.
   */
  List<RunLine.Step> steps(List<HistoryEntry> history) {
    List<RunLine.Step> steps = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      HistoryEntry entry = history.get(i);
      Instant end = i + 1 < history.size() ? history.get(i + 1).at() : now;
      boolean over = entry.state().terminal();
      steps.add(
          step(
              entry,
              i + 1 == history.size(),
              over ? "" : words.phrases().span(Duration.between(entry.at(), end))));
    }
    return steps;
  }

  private RunLine.Step step(HistoryEntry entry, boolean last, String length) {
    Phrases phrases = words.phrases();
    String note = entry.sentence().map(phrases::text).orElse("");
    return new RunLine.Step(
        last
            ? Badge.of(entry.state(), phrases)
            : new Badge("past", phrases.word("run.state", entry.state())),
        phrases.time(entry.at()),
        phrases.machineTime(entry.at()),
        length,
        note);
  }

  private RunLine.Live live(LiveFigures figures) {
    var progress = figures.progress();
    var write = words.phrases().figures();
    String memory =
        figures
            .sut()
            .map(Usage::memoryBytes)
            .filter(Usage.Counter.Value.class::isInstance)
            .map(counter -> write.bytes(((Usage.Counter.Value) counter).value()))
            .orElse("–");
    return new RunLine.Live(
        words.phrases().word("phase", progress.phase()),
        write.count(progress.sent()),
        write.count(progress.failed()),
        write.count(progress.inFlight()),
        progress.p50Ns() > 0 ? write.latency(progress.p50Ns()) : "–",
        progress.p99Ns() > 0 ? write.latency(progress.p99Ns()) : "–",
        memory);
  }

  /** What went wrong with a run that did not succeed; empty for others. */
  Optional<Failure> failure(Run run) {
    boolean bad = run.state() == RunState.FAILED || run.state() == RunState.CANCELLED;
    return bad
        ? run.reason().map(reason -> failure(run, reason.blame(), reason.name()))
        : Optional.empty();
  }

  private Failure failure(Run run, Blame blame, String code) {
    Phrases phrases = words.phrases();
    return new Failure(
        code,
        words.scenario(run.scenario()),
        run.sentence().map(phrases::text).orElse(""),
        phrases.word("blame", blame),
        phrases.word("blame.cost", blame),
        run.nextStep().map(phrases::text).orElse(""),
        run.id().toString());
  }
}
