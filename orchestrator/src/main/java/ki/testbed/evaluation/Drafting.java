package ki.testbed.evaluation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.Caller;
import ki.testbed.catalog.Catalog;
import ki.testbed.catalog.PlanRef;
import ki.testbed.catalog.TestPlan;
import ki.testbed.evaluation.Evaluation.EvaluationState;
import ki.testbed.harness.CpuSplit;
import ki.testbed.harness.HarnessProperties;
import ki.testbed.harness.SandboxSpecs;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Scenario;
import ki.testbed.queue.Nodes;
import ki.testbed.queue.planner.Need;
import ki.testbed.rules.Manifest;
import ki.testbed.sandbox.Resources;
import ki.testbed.submission.Submission;
import ki.testbed.submission.SubmissionId;
import ki.testbed.submission.SubmissionState;
import ki.testbed.submission.Submissions;
import org.springframework.stereotype.Component;

/** Checks whether an evaluation may be started, and fixes what it is about. */
@Component
class Drafting {
  private static final EvaluationId NOT_STORED = new EvaluationId(new UUID(0, 0));

  private final Submissions submissions;
  private final Catalog catalog;
  private final Nodes nodes;
  private final Settings settings;
  private final InstantSource clock;

  /** What of the settings matters here. */
  @Component
  record Settings(EvaluationProperties evaluation, HarnessProperties runner) {}

  Drafting(
      Submissions submissions,
      Catalog catalog,
      Nodes nodes,
      Settings settings,
      InstantSource clock) {
    this.submissions = submissions;
    this.catalog = catalog;
    this.nodes = nodes;
    this.settings = settings;
    this.clock = clock;
  }

  EvaluationDraft draft(Caller caller, SubmissionId id, PlanRef ref, Mode mode) {
    Submission submission = accepted(caller, id);
    TestPlan plan = catalog.plan(caller, ref).orElseThrow(Problems::noPlan);
    Manifest manifest = submissions.image(caller.organisation(), id).manifest();
    Applicability.require(manifest);
    List<Scenario> scenarios = PlannedRuns.of(plan, mode, settings.evaluation().dryRunWindow());
    Resources sut = SandboxSpecs.sut(manifest.resources());
    Grade grade = grade(scenarios, sut);
    return new EvaluationDraft(
        evaluation(caller, submission, plan, mode, grade),
        scenarios,
        need(grade, sut),
        settings.evaluation().limit());
  }

  private Submission accepted(Caller caller, SubmissionId id) {
    Submission submission = submissions.find(caller, id).orElseThrow(Problems::noSubmission);
    if (submission.state() != SubmissionState.ACCEPTED) {
      throw Problems.notAccepted(submission.state());
    }
    return submission;
  }

  /** Previews share processors; formal runs have their own. Memory is never shared. */
  private Need need(Grade grade, Resources sut) {
    Resources runner = settings.runner().resources(0);
    int cpuMilli =
        switch (grade) {
          case FORMAL -> CpuSplit.cpuMilli(sut.cpuMilli());
          case PREVIEW -> Math.max(runner.cpuMilli(), sut.cpuMilli());
        };
    return new Need(cpuMilli, runner.memoryBytes() + sut.memoryBytes());
  }

  private Grade grade(List<Scenario> scenarios, Resources sut) {
    boolean cpus =
        nodes.all().stream().anyMatch(node -> CpuSplit.possible(node.cpus(), sut.cpuMilli()));
    Duration shortest = settings.evaluation().formalWindow();
    boolean windows =
        scenarios.stream()
            .filter(scenario -> scenario.windowNs() > 0)
            .allMatch(scenario -> scenario.windowNs() >= shortest.toNanos());
    return cpus && windows ? Grade.FORMAL : Grade.PREVIEW;
  }

  private Evaluation evaluation(
      Caller caller, Submission submission, TestPlan plan, Mode mode, Grade grade) {
    return new Evaluation(
        NOT_STORED,
        caller.organisation(),
        submission.id(),
        submission.name(),
        submission.version(),
        submission.imageDigest().orElseThrow(),
        plan.ref(),
        plan.sha256(),
        plan.dataSets().stream().map(TestPlan.DataSetRef::sha256).toList(),
        mode,
        grade,
        EvaluationState.OPEN,
        clock.instant(),
        Optional.empty(),
        List.of(),
        List.of());
  }
}
