package ki.testbed.showcase;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.Caller;
import ki.testbed.catalog.Catalog;
import ki.testbed.catalog.PlanRef;
import ki.testbed.catalog.TestPlan;
import ki.testbed.evaluation.Detail;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.Evaluation.EvaluationState;
import ki.testbed.evaluation.EvaluationId;
import ki.testbed.evaluation.HistoryEntry;
import ki.testbed.evaluation.LiveFigures;
import ki.testbed.evaluation.Mode;
import ki.testbed.evaluation.Reason;
import ki.testbed.evaluation.Run;
import ki.testbed.evaluation.RunId;
import ki.testbed.evaluation.RunState;
import ki.testbed.evaluation.Waiting;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceKind;
import ki.testbed.protocol.Envelope;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Packing;
import ki.testbed.protocol.Phase;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.Text;
import ki.testbed.protocol.Wire;
import ki.testbed.rules.CanonicalJson;
import ki.testbed.rules.Checked;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Manifest;
import ki.testbed.rules.ManifestLimits;
import ki.testbed.rules.ManifestRules;
import ki.testbed.rules.RunEnd;
import ki.testbed.rules.RunResult;
import ki.testbed.rules.Validity;
import ki.testbed.rules.Verdict;
import ki.testbed.rules.Verdicts;
import ki.testbed.sandbox.Usage;
import ki.testbed.submission.Submission;
import ki.testbed.submission.SubmissionId;
import ki.testbed.submission.SubmissionState;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tells what happened to submissions, through the doors that the service itself uses where they are
 * real.
 */
public final class Stories {
  /** The plan of all stories. */
  public static final PlanRef PLAN = new PlanRef("language-identification", 2);

  private static final String MANIFEST =
      "apiVersion: testbed/v1\nname: acme-triage\nprotocol: oip-v2\n";
  private static final int ROWS_PER_CHUNK = 100;

  private final ShownSubmissions submissions;
  private final ShownEvaluations evaluations;
  private final Evidence evidence;
  private final Catalog catalog;
  private final TransactionOperations transactions;
  private final Instant begin = Instant.now().minusSeconds(300);

  Stories(
      ShownSubmissions submissions,
      ShownEvaluations evaluations,
      Evidence evidence,
      Catalog catalog,
      TransactionOperations transactions) {
    this.submissions = submissions;
    this.evaluations = evaluations;
    this.evidence = evidence;
    this.catalog = catalog;
    this.transactions = transactions;
  }

  /** A submission in this state; a rejected one has a manifest with mistakes. */
  public Submission submission(Caller caller, String name, SubmissionState state) {
    String text =
        (state == SubmissionState.REJECTED
                ? MANIFEST + "resource:\n  memory: 300Gi\nservice: {port: 80}\n"
                : MANIFEST)
            .replace("acme-triage", name);
    Checked<Manifest> checked = ManifestRules.check(text, ManifestLimits.defaults());
    boolean read = state != SubmissionState.CHECKING;
    return submissions.add(
        new Submission(
            new SubmissionId(UUID.randomUUID()),
            caller.organisation(),
            name,
            "3",
            state,
            text,
            hash("archive of " + name),
            read ? Optional.of(hash("image of " + name)) : Optional.empty(),
            checked.value().map(Manifest::hash),
            read ? checked.findings() : List.of(),
            begin,
            begin.plusSeconds(9)));
  }

  /** Judged: accuracy above its threshold, latency below its own. */
  public Evaluation good(Caller caller) {
    return judged(caller, "acme-triage", 1341, 4_100_000, 0.42, 0);
  }

  /** Judged: not accurate enough to be sure, and too slow. */
  public Evaluation slow(Caller caller) {
    return judged(caller, "slow-triage", 1322, 21_000_000, 0.55, 0);
  }

  /** Judged: too many exchanges failed. */
  public Evaluation faulty(Caller caller) {
    return judged(caller, "faulty-triage", 1290, 5_200_000, 0.4, 23);
  }

  private Evaluation judged(
      Caller caller, String name, int right, long medianNs, double spread, int failures) {
    var story = new Story(caller, submission(caller, name, SubmissionState.ACCEPTED));
    story.measured("acc", scenario -> ExampleRun.accuracy(scenario, 1382, right));
    story.measured("srv", scenario -> ExampleRun.server(scenario, medianNs, spread, failures, 42));
    return story.end(EvaluationState.JUDGED);
  }

  /** Not measured: the container never opened its port. */
  public Evaluation failed(Caller caller) {
    var story = new Story(caller, submission(caller, "silent-triage", SubmissionState.ACCEPTED));
    var detail = Detail.of("port", "8080").with("limit", "120 s");
    story.broken("acc", Reason.PORT_NEVER_OPENED, detail);
    story.broken("srv", Reason.PORT_NEVER_OPENED, detail);
    return story.end(EvaluationState.JUDGED);
  }

  /** Under way: accuracy is measured, load is being offered. */
  public Evaluation running(Caller caller) {
    var story = new Story(caller, submission(caller, "eager-triage", SubmissionState.ACCEPTED));
    story.measured("acc", scenario -> ExampleRun.accuracy(scenario, 1382, 1341));
    story.running("srv");
    return story.end(EvaluationState.OPEN);
  }

  /** Waiting. */
  public Evaluation queued(Caller caller) {
    var story = new Story(caller, submission(caller, "patient-triage", SubmissionState.ACCEPTED));
    story.queued("acc", 0);
    story.queued("srv", 1);
    return story.end(EvaluationState.OPEN);
  }

  private static Sha256 hash(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** One evaluation being told. */
  private final class Story {
    private final Caller caller;
    private final Submission submission;
    private final TestPlan plan = catalog.sealed(PLAN);
    private final EvaluationId id = new EvaluationId(UUID.randomUUID());
    private final List<Run> runs = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();

    Story(Caller caller, Submission submission) {
      this.caller = caller;
      this.submission = submission;
    }

    void measured(String scenario, java.util.function.Function<Scenario, ExampleRun> recording) {
      ExampleRun example = recording.apply(scenario(scenario));
      var run = new RunId(UUID.randomUUID());
      RunResult result = example.result(run.value(), criteria(scenario));
      transactions.executeWithoutResult(_ -> store(run, example.rows(), result));
      evaluations.result(run, result);
      evaluations.history(
          run,
          history(RunState.values().length - 3, Optional.empty(), Detail.NONE, RunState.SUCCEEDED));
      criteria(scenario)
          .forEach(one -> verdicts.add(Verdicts.judge(one, Optional.of(result)).asPreview()));
      runs.add(
          run(
              run,
              scenario,
              RunState.SUCCEEDED,
              Optional.empty(),
              Detail.NONE,
              Optional.of(result.validity())));
    }

    void broken(String scenario, Reason reason, Detail detail) {
      var run = new RunId(UUID.randomUUID());
      transactions.executeWithoutResult(_ -> {
        keep(
            run,
            EvidenceKind.SUT_LOG,
            "text/plain",
            "starting\nTraceback (most recent call last):\n  <b>no model</b> \u001b[31mfound\u202e\n"
                .getBytes(StandardCharsets.UTF_8));
        keep(
            run,
            EvidenceKind.PLATFORM_LOG,
            "text/plain",
            "SUT: no listener on 8080 after 120 s\n".getBytes(StandardCharsets.UTF_8));
      });
      evaluations.history(run, history(2, Optional.of(reason), detail, RunState.FAILED));
      criteria(scenario)
          .forEach(
              one -> verdicts.add(Verdicts.judge(one, new RunEnd.Broken(reason.sentence(detail)))));
      runs.add(run(run, scenario, RunState.FAILED, Optional.of(reason), detail, Optional.empty()));
    }

    void running(String scenario) {
      var run = new RunId(UUID.randomUUID());
      evaluations.history(
          run, history(3, Optional.empty(), Detail.NONE, RunState.RUNNING).subList(0, 3));
      evaluations.live(
          new LiveFigures(
              run,
              new Event.Progress(
                  Phase.WINDOW, 812, 811, 1, 2, 4_210_000, 11_900_000, 61_000, 2_100_000_000L),
              Optional.of(
                  new Usage(
                      begin,
                      new Usage.Counter.Value(5_300_000_000L),
                      new Usage.Counter.Value(194_248_704),
                      new Usage.Counter.Value(181_403_648),
                      new Usage.Counter.Absent("NOT_PERMITTED"),
                      new Usage.Counter.Value(0),
                      new Usage.Counter.Value(0),
                      "cgroup-v2")),
              begin));
      runs.add(
          run(run, scenario, RunState.RUNNING, Optional.empty(), Detail.NONE, Optional.empty()));
    }

    void queued(String scenario, int ahead) {
      var run = new RunId(UUID.randomUUID());
      evaluations.waiting(
          run,
          new Waiting(
              ahead, "CAPACITY", new Text("Alle Knoten sind belegt.", "All nodes are in use.")));
      evaluations.history(
          run,
          List.of(new HistoryEntry(1, 1, RunState.QUEUED, Optional.empty(), Detail.NONE, begin)));
      runs.add(
          run(run, scenario, RunState.QUEUED, Optional.empty(), Detail.NONE, Optional.empty()));
    }

    private Scenario scenario(String name) {
      return plan.scenarios().stream()
          .map(TestPlan.PlannedScenario::scenario)
          .filter(one -> one.id().equals(name))
          .findFirst()
          .orElseThrow();
    }

    private List<Criterion> criteria(String scenario) {
      return plan.criteria().stream().filter(one -> one.scenario().equals(scenario)).toList();
    }

    private Run run(
        RunId run,
        String scenario,
        RunState state,
        Optional<Reason> reason,
        Detail detail,
        Optional<Validity> validity) {
      return new Run(
          run,
          caller.organisation(),
          id,
          runs.size() + 1,
          scenario(scenario),
          state,
          reason,
          detail,
          begin.plusSeconds(80),
          1,
          7,
          false,
          validity,
          Optional.of(ExampleRun.COMMIT),
          false,
          begin);
    }

    private List<HistoryEntry> history(
        int steps, Optional<Reason> reason, Detail detail, RunState last) {
      int[] seconds = {0, 2, 5, 47, 51, 80};
      List<HistoryEntry> entries = new ArrayList<>();
      for (int i = 0; i < steps; i++) {
        entries.add(
            new HistoryEntry(
                i + 1,
                1,
                RunState.values()[i],
                Optional.empty(),
                Detail.NONE,
                begin.plusSeconds(seconds[i])));
      }
      entries.add(new HistoryEntry(steps + 1, 1, last, reason, detail, begin.plusSeconds(80)));
      return entries;
    }

    private void store(RunId run, Exchanges rows, RunResult result) {
      keep(
          run,
          EvidenceKind.EVENTS,
          "application/x-ndjson",
          events(run, rows).getBytes(StandardCharsets.UTF_8));
      keep(
          run,
          EvidenceKind.RESOURCES,
          "application/x-ndjson",
          resources().getBytes(StandardCharsets.UTF_8));
      keep(run, EvidenceKind.RESULT, "application/json", CanonicalJson.bytes(result.toJson()));
      keep(
          run,
          EvidenceKind.SANDBOX_PROBE,
          "application/json",
          "{\"interfaces\":[\"lo\"],\"seenByRunner\":{\"routes\":\"0\",\"reach 192.0.2.1\":\"network unreachable\"},\"tier\":\"T1\"}"
              .getBytes(StandardCharsets.UTF_8));
      keep(
          run,
          EvidenceKind.SUT_LOG,
          "text/plain",
          "langid: 103 languages, listening on 8080\n".getBytes(StandardCharsets.UTF_8));
      evidence.append(caller.organisation(), run.value(), 1, result.measurements());
    }

    private String events(RunId run, Exchanges rows) {
      var lines = new StringBuilder();
      change(lines, run, Phase.READY, 0, 2);
      change(lines, run, Phase.CALIBRATION_A, 2, 6);
      change(lines, run, Phase.WARMUP, 6, 16);
      change(lines, run, Phase.WINDOW, 16, 46);
      change(lines, run, Phase.CALIBRATION_B, 46, 50);
      int chunk = 0;
      for (int from = 0; from < rows.rows(); from += ROWS_PER_CHUNK) {
        int to = Math.min(rows.rows(), from + ROWS_PER_CHUNK);
        Event.Chunk event = Packing.pack("exchanges", chunk++, to - from, rows.encode(from, to));
        lines
            .append(Wire.write(new Envelope(1, run.value(), 1, chunk, chunk, begin, event)))
            .append('\n');
      }
      return lines.toString();
    }

    private void change(StringBuilder lines, RunId run, Phase phase, int from, int to) {
      for (Event.Edge edge : Event.Edge.values()) {
        Instant at = begin.plusSeconds(edge == Event.Edge.BEGIN ? from : to);
        var event = new Event.PhaseChange(phase, edge);
        lines.append(Wire.write(new Envelope(1, run.value(), 1, 1, 1, at, event))).append('\n');
      }
    }

    /** Ten readings a second: little in calibration, more under load, memory that grows a bit. */
    private String resources() {
      var lines = new StringBuilder();
      long cpu = 0;
      for (int tenth = 0; tenth <= 500; tenth++) {
        boolean load = tenth > 60 && tenth < 460;
        cpu += load ? 38_000_000L + tenth % 7 * 2_000_000L : 1_000_000L;
        lines.append(
            "{\"at\":\"%s\",\"cpuNanos\":%d,\"memoryBytes\":%d,\"throttledNanos\":\"NOT_PERMITTED\",\"method\":\"cgroup-v2\"}%n"
                .formatted(begin.plusMillis(100L * tenth), cpu, 96_000_000L + 30_000L * tenth));
      }
      return lines.toString();
    }

    private void keep(RunId run, EvidenceKind kind, String type, byte[] bytes) {
      try {
        evidence.append(
            caller.organisation(), run.value(), 1, kind, type, new ByteArrayInputStream(bytes));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Evaluation end(EvaluationState state) {
      boolean over = state != EvaluationState.OPEN;
      var evaluation =
          new Evaluation(
              id,
              caller.organisation(),
              submission.id(),
              submission.name(),
              submission.version(),
              submission.imageDigest().orElseThrow(),
              PLAN,
              plan.sha256(),
              plan.dataSets().stream().map(TestPlan.DataSetRef::sha256).toList(),
              Mode.MEASURED,
              Grade.PREVIEW,
              state,
              begin,
              over ? Optional.of(begin.plusSeconds(90)) : Optional.empty(),
              List.copyOf(runs),
              over ? List.copyOf(verdicts) : List.of());
      evaluations.put(evaluation);
      return evaluation;
    }
  }
}
