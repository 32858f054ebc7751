package ki.testbed.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import ki.testbed.catalog.PlanRef;
import ki.testbed.rules.Validity;
import ki.testbed.rules.ValidityReason;

/**
 * How a healthy run beside hostile ones did.
 *
 * @param answers by sample: whether it was answered right
 * @param p99 of its latency, nanoseconds, where its plan measures that
 */
record HostileNeighbour(
    RunState state,
    List<Validity> validity,
    List<ValidityReason> spoilt,
    Map<Integer, Boolean> answers,
    OptionalLong p99) {
  /** Below this many cores runner, SUT and neighbours share some, and latency proves nothing. */
  static final int CORES = 6;

  private static final double SHIFT = 0.1;
  private static final long SHIFT_NANOS = 1_000_000;

  /** What its plan is on a machine with so many cores. */
  static PlanRef plan(int cores) {
    return cores >= CORES ? HostileCase.LOAD : HostileCase.QUICK;
  }

  /** Where cores are few the testbed may find itself disturbed, but never the fault in the SUT. */
  private boolean unspoilt() {
    return validity.equals(List.of(Validity.VALID))
        || (p99.isEmpty() && validity.equals(List.of(Validity.INVALID_HARNESS)));
  }

  /** What is different from one that ran alone. */
  List<String> disturbed(HostileNeighbour alone) {
    var complaints = new ArrayList<String>();
    if (state != RunState.SUCCEEDED || !unspoilt()) {
      complaints.add("the healthy neighbour ended " + state + " " + validity + " " + spoilt);
    }
    if (!answers.equals(alone.answers)) {
      complaints.add("the healthy neighbour gave other answers");
    }
    if (p99.isPresent() && alone.p99.isPresent()) {
      long before = alone.p99.getAsLong();
      long shift = p99.getAsLong() - before;
      if (shift > Math.max(SHIFT_NANOS, (long) (SHIFT * before))) {
        complaints.add("p99 of the healthy neighbour rose by " + shift + " ns");
      }
    }
    return complaints;
  }
}
