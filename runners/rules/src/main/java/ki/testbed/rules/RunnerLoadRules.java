package ki.testbed.rules;

import static ki.testbed.rules.ValidityReason.CPUSET_MISSING;
import static ki.testbed.rules.ValidityReason.CPU_STEAL;
import static ki.testbed.rules.ValidityReason.FOREIGN_LOAD;
import static ki.testbed.rules.ValidityReason.GC_PAUSE;
import static ki.testbed.rules.ValidityReason.JITTER;
import static ki.testbed.rules.ValidityReason.RUNNER_CPU;

import java.util.List;
import ki.testbed.protocol.Observations;

/** H5: the runner had the processor when it needed it, and nobody else had it. */
final class RunnerLoadRules {
  private RunnerLoadRules() {}

  static List<RuleOutcome> check(RunView run) {
    if (!run.calibrated()) {
      return List.of(RuleOutcome.notApplicable("H5", "NO_LATENCY", ""));
    }
    return run.observations()
        .map(seen ->
            List.of(
                cpu(run, seen),
                steal(run, seen),
                foreign(run, seen),
                gc(run, seen),
                jitter(run, seen),
                cpuSet(run)))
        .orElseGet(
            () -> List.of(RuleOutcome.notObserved("H5", "NO_OBSERVATIONS", ""), cpuSet(run)));
  }

  private static RuleOutcome cpu(RunView run, Observations seen) {
    double available = (double) seen.spanNs() * seen.cpus();
    double share =
        available > 0
            ? Math.max(0, seen.cpuNs() - seen.spinNs()) / available
            : Double.POSITIVE_INFINITY;
    return below("H5.cpu", share, run.bounds().cpuShare(), RUNNER_CPU);
  }

  private static RuleOutcome steal(RunView run, Observations seen) {
    Double share = seen.stealShare();
    return share == null
        ? RuleOutcome.notObserved("H5.steal", "NOT_READABLE", "")
        : below("H5.steal", share, run.bounds().steal(), CPU_STEAL);
  }

  /** What others did on the runner's own processors; only where it has some. */
  private static RuleOutcome foreign(RunView run, Observations seen) {
    Double share = seen.foreignShare();
    if (run.bounds().foreign().isEmpty()) {
      String observed = share == null ? "" : Shown.number(share) + " ";
      return RuleOutcome.notApplicable("H5.foreign", observed + "(FORMAL_ONLY)", "");
    }
    double bound = run.bounds().foreign().getAsDouble();
    return share == null
        ? RuleOutcome.notObserved("H5.foreign", "NO_OWN_CPUS", "< " + Shown.number(bound))
        : below("H5.foreign", share, bound, FOREIGN_LOAD);
  }

  private static RuleOutcome gc(RunView run, Observations seen) {
    return below("H5.gc", seen.gcPauseMaxNs(), run.ofLimit(ValidityBounds.GC_OF_LIMIT), GC_PAUSE);
  }

  private static RuleOutcome jitter(RunView run, Observations seen) {
    return below(
        "H5.jitter", seen.jitterMaxNs(), run.ofLimit(run.bounds().jitterOfLimit()), JITTER);
  }

  private static RuleOutcome cpuSet(RunView run) {
    boolean disjoint = run.facts().harness().disjointCpuSets();
    String observed = disjoint ? "DISJOINT" : "SHARED";
    return run.formal()
        ? RuleOutcome.of("H5.cpuset", disjoint, observed, "DISJOINT", CPUSET_MISSING)
        : RuleOutcome.notApplicable("H5.cpuset", observed + " (FORMAL_ONLY)", "DISJOINT");
  }

  private static RuleOutcome below(String id, double share, double bound, ValidityReason reason) {
    return RuleOutcome.of(
        id, share < bound, Shown.number(share), "< " + Shown.number(bound), reason);
  }

  private static RuleOutcome below(String id, long nanos, long bound, ValidityReason reason) {
    return RuleOutcome.of(id, nanos < bound, Shown.ms(nanos), "< " + Shown.ms(bound), reason);
  }
}
