package ki.testbed.evaluation;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import ki.testbed.catalog.Catalog;
import ki.testbed.catalog.DataSet;
import ki.testbed.catalog.TestPlan;
import ki.testbed.catalog.TestPlan.PlannedScenario;
import ki.testbed.harness.CpuSplit;
import ki.testbed.harness.RunBrief;
import ki.testbed.harness.SandboxSpecs;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Order;
import ki.testbed.queue.Claim;
import ki.testbed.queue.Claims;
import ki.testbed.queue.Node;
import ki.testbed.queue.Nodes;
import ki.testbed.rules.Isolation;
import ki.testbed.sandbox.BackendFacts.Tier;
import ki.testbed.submission.SubmittedImage;
import org.springframework.stereotype.Component;

/**
 * What does not change while an attempt lasts, put together from where it is stored; kept while the
 * run lasts.
 */
@Component
class RunBriefs {
  private final SutImages images;
  private final Catalog catalog;
  private final SeedStore seeds;
  private final Claims claims;
  private final Nodes nodes;
  private final Map<RunId, RunBrief> known = new ConcurrentHashMap<>();

  RunBriefs(SutImages images, Catalog catalog, SeedStore seeds, Claims claims, Nodes nodes) {
    this.images = images;
    this.catalog = catalog;
    this.seeds = seeds;
    this.claims = claims;
    this.nodes = nodes;
  }

  /** The brief of a run that holds a claim. */
  RunBrief of(RunRow row) {
    RunBrief brief = known.get(row.id());
    if (brief != null && brief.attempt() == row.run().attempt()) {
      return brief;
    }
    RunBrief fresh = read(row);
    known.put(row.id(), fresh);
    return fresh;
  }

  void forget(RunId run) {
    known.remove(run);
  }

  private RunBrief read(RunRow row) {
    Run run = row.run();
    UUID id = run.id().value();
    Claim claim = claims.find(id, run.attempt()).orElseThrow();
    Node node = nodes.find(claim.node()).orElseThrow();
    TestPlan plan = catalog.sealed(row.plan());
    SubmittedImage submitted = images.submitted(run.organisation(), row.submission());
    return new RunBrief(
        id,
        run.attempt(),
        run.organisation(),
        claim.id(),
        claim.until(),
        row.grade(),
        isolation(node),
        run.scenario(),
        plan.criteria().stream()
            .filter(criterion -> criterion.scenario().equals(run.scenario().id()))
            .toList(),
        submitted.manifest(),
        SutImages.derived(submitted),
        data(plan, run),
        seeds.seed(run.id(), run.attempt()),
        cpus(row.grade(), node, submitted),
        row.environment(),
        plan.runner());
  }

  private static Isolation isolation(Node node) {
    return switch (Tier.valueOf(node.tier())) {
      case T0 -> Isolation.INFORMATIVE;
      case T1, T2, T3 -> Isolation.EXAMINABLE;
    };
  }

  private static Order.CpuSets cpus(Grade grade, Node node, SubmittedImage submitted) {
    int sut = SandboxSpecs.sut(submitted.manifest().resources()).cpuMilli();
    return switch (grade) {
      case FORMAL -> CpuSplit.of(node.cpus(), sut);
      case PREVIEW -> CpuSplit.NONE;
    };
  }

  private RunBrief.Blobs data(TestPlan plan, Run run) {
    PlannedScenario planned =
        plan.scenarios().stream()
            .filter(one -> one.scenario().id().equals(run.scenario().id()))
            .findFirst()
            .orElseThrow();
    TestPlan.DataSetRef ref =
        plan.dataSets().stream()
            .filter(one -> one.ref().equals(planned.dataSet()))
            .findFirst()
            .orElseThrow();
    DataSet set = catalog.dataSet(ref.ref(), ref.version());
    return new RunBrief.Blobs(
        set.samples(),
        set.samplesBytes(),
        set.expected(),
        set.expectedBytes(),
        set.n(),
        planned.scoredOutput());
  }
}
