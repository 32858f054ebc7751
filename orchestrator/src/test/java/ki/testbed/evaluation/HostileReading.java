package ki.testbed.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ki.testbed.access.Caller;
import ki.testbed.evidence.BlobStore;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceItem;
import ki.testbed.evidence.EvidenceKind;
import ki.testbed.evidence.EvidenceReader;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Outcome;
import ki.testbed.protocol.Scores;
import ki.testbed.protocol.Text;
import ki.testbed.rules.RunResult;
import ki.testbed.rules.ValidityReason;
import ki.testbed.submission.Submission;

/** Reads how something ended: state, result and evidence, as those see it who handed it in. */
final class HostileReading {
  private static final int LOG = 200_000;
  private static final Duration AFTER_GRACE = Duration.ofSeconds(3);
  private static final Set<Reason> TIMED =
      Set.of(Reason.PORT_NEVER_OPENED, Reason.NOT_READY, Reason.PIDS_LIMIT);
  private static final Pattern SUT_ENDED =
      Pattern.compile("^SUT: (exit 137)?.*, at (\\S+Z)", Pattern.MULTILINE);

  private final TestOrchestrator orchestrator;
  private final Caller caller;

  HostileReading(TestOrchestrator orchestrator, Caller caller) {
    this.orchestrator = orchestrator;
    this.caller = caller;
  }

  static Ended rejected(Submission submission) {
    var took = Duration.between(submission.createdAt(), submission.stateSince());
    List<Finding> findings = submission.findings();
    return refused(
        findings.stream().filter(Finding::isError).map(Finding::id).distinct().toList(),
        shown(findings.stream()),
        took);
  }

  /** Not even handed in. */
  static Ended refused(List<String> words, String shown, Duration took) {
    return new Ended(
        words,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Set.of(),
        List.of(),
        0,
        "",
        shown,
        new Ended.Time(took, took.minus(HostileLane.LIMIT), List.of()));
  }

  private static String shown(Stream<Finding> findings) {
    return findings
        .flatMap(finding -> Stream.of(finding.message(), finding.nextStep()))
        .map(HostileReading::both)
        .collect(Collectors.joining("\n"));
  }

  private static String both(Text text) {
    return text.de() + "\n" + text.en();
  }

  Ended of(RunId id, HostileLane.Life life) {
    Run run = orchestrator.run(caller, id);
    List<Finding> findings = orchestrator.evaluations().findings(caller, id);
    return new Ended(
        List.of(),
        run.reason().filter(_ -> run.state() == RunState.FAILED).stream().toList(),
        findings.stream().filter(Finding::isError).map(Finding::id).distinct().toList(),
        run.validity().stream().toList(),
        spoilt(id),
        failures(run),
        verdicts(run),
        run.attempt(),
        text(run, EvidenceKind.SUT_LOG)
            + noticed(run)
            + rules(id)
            + findings.stream().map(Finding::id).toList(),
        shown(run, findings),
        time(run, life));
  }

  /** Rules that did not hold, with what was observed. */
  private String rules(RunId id) {
    return orchestrator.evaluations().result(caller, id).stream()
        .flatMap(result -> result.rules().stream())
        .filter(rule -> rule.reason().isPresent())
        .map(rule -> "\nRULE " + rule.id() + " " + rule.observed() + " " + rule.bound())
        .collect(Collectors.joining());
  }

  private List<ValidityReason> spoilt(RunId id) {
    return orchestrator
        .evaluations()
        .result(caller, id)
        .map(RunResult::reasons)
        .orElse(List.<ValidityReason>of());
  }

  /** Of a healthy run. */
  HostileNeighbour neighbour(RunId id) {
    Run run = orchestrator.run(caller, id);
    OptionalLong p99 = run.scenario().kind().reportsLatency() ? p99(run) : OptionalLong.empty();
    return new HostileNeighbour(
        run.state(), run.validity().stream().toList(), spoilt(id), answers(run), p99);
  }

  private OptionalLong p99(Run run) {
    return orchestrator
        .part(EvidenceReader.class)
        .latencies(items(run), true)
        .map(latencies -> latencies.quantile(990_000))
        .orElse(OptionalLong.empty());
  }

  private List<EvidenceItem> items(Run run) {
    return orchestrator.part(Evidence.class).items(run.id().value());
  }

  private Optional<EvidenceItem> item(Run run, EvidenceKind kind) {
    return EvidenceReader.last(items(run), kind);
  }

  private byte[] bytes(EvidenceItem item) {
    try (var in = orchestrator.part(BlobStore.class).open(item.sha256())) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<Outcome> failures(Run run) {
    return item(run, EvidenceKind.EXCHANGES).map(this::bytes).stream()
        .map(bytes -> Exchanges.decode(bytes, bytes.length / Exchanges.ROW_BYTES))
        .flatMap(rows -> IntStream.range(0, rows.rows()).mapToObj(rows::outcomeOf))
        .filter(outcome -> outcome != Outcome.OK)
        .collect(Collectors.toSet());
  }

  private Map<Integer, Boolean> answers(Run run) {
    var answers = new HashMap<Integer, Boolean>();
    item(run, EvidenceKind.OUTCOMES)
        .map(this::bytes)
        .map(bytes -> Scores.decode(bytes, bytes.length / Scores.ROW_BYTES))
        .ifPresent(scores ->
            IntStream.range(0, scores.rows())
                .forEach(i -> answers.put(scores.sample()[i], scores.correct()[i])));
    return answers;
  }

  private List<String> verdicts(Run run) {
    return orchestrator.evaluations().find(caller, run.evaluation()).stream()
        .flatMap(evaluation -> evaluation.verdicts().stream())
        .map(verdict -> verdict.value().name())
        .toList();
  }

  private String text(Run run, EvidenceKind kind) {
    return item(run, kind)
        .map(item -> orchestrator.part(EvidenceReader.class).logEnd(item, LOG))
        .orElse("");
  }

  /** What the runner noticed beside its measuring. */
  private String noticed(Run run) {
    return item(run, EvidenceKind.EVENTS)
        .map(item -> orchestrator.part(EvidenceReader.class).text(item))
        .stream()
        .flatMap(String::lines)
        .filter(line -> line.contains("\"type\":\"finding\""))
        .collect(Collectors.joining("\n"));
  }

  /** Everything but what the container itself wrote or answered. */
  private String shown(Run run, List<Finding> findings) {
    var shown = new ArrayList<String>();
    run.sentence().map(HostileReading::both).ifPresent(shown::add);
    run.nextStep().map(HostileReading::both).ifPresent(shown::add);
    shown.add(run.detail().toString());
    history(run)
        .forEach(entry -> {
          entry.sentence().map(HostileReading::both).ifPresent(shown::add);
          shown.add(entry.detail().toString());
        });
    shown.add(shown(findings.stream()));
    for (EvidenceKind kind :
        List.of(EvidenceKind.ORDER, EvidenceKind.SANDBOX_PROBE, EvidenceKind.PLATFORM_LOG)) {
      shown.add(text(run, kind));
    }
    return String.join("\n", shown);
  }

  private List<HistoryEntry> history(Run run) {
    return orchestrator.evaluations().history(caller, run.id());
  }

  private Ended.Time time(Run run, HostileLane.Life life) {
    Instant claimed =
        history(run).stream()
            .filter(entry -> entry.state() == RunState.PROVISIONING)
            .map(HistoryEntry::at)
            .reduce((_, later) -> later)
            .orElse(run.createdAt());
    boolean timed = run.reason().filter(TIMED::contains).isPresent() && life.began().isPresent();
    Instant deadline =
        timed ? life.began().get().plus(HostileCases.STARTUP) : claimed.plus(HostileLane.LIMIT);
    Instant latest = deadline.plus(HostileCases.GRACE).plus(AFTER_GRACE);
    return new Ended.Time(
        Duration.between(claimed, run.since()),
        Duration.between(latest, run.since()),
        timed ? killed(run, deadline).stream().toList() : List.of());
  }

  /**
   * How long after that its main process ended, as the engine says; without the grace, if it let
   * that pass.
   */
  private Optional<Duration> killed(Run run, Instant deadline) {
    Matcher ended = SUT_ENDED.matcher(text(run, EvidenceKind.PLATFORM_LOG));
    if (!ended.find()) {
      return Optional.empty();
    }
    var after = Duration.between(deadline, Instant.parse(ended.group(2)));
    return Optional.of(ended.group(1) == null ? after : after.minus(HostileCases.GRACE));
  }
}
