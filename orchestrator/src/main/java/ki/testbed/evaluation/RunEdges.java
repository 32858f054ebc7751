package ki.testbed.evaluation;

import static ki.testbed.evaluation.RunState.CANCELLED;
import static ki.testbed.evaluation.RunState.COLLECTING;
import static ki.testbed.evaluation.RunState.DRAINING;
import static ki.testbed.evaluation.RunState.FAILED;
import static ki.testbed.evaluation.RunState.PROVISIONING;
import static ki.testbed.evaluation.RunState.QUEUED;
import static ki.testbed.evaluation.RunState.RUNNING;
import static ki.testbed.evaluation.RunState.SUCCEEDED;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which state may follow which; back to QUEUED is the next attempt. */
final class RunEdges {
  private static final Map<RunState, Set<RunState>> NEXT = new EnumMap<>(RunState.class);

  static {
    NEXT.put(QUEUED, EnumSet.of(PROVISIONING, QUEUED, FAILED, CANCELLED));
    NEXT.put(PROVISIONING, EnumSet.of(RUNNING, QUEUED, FAILED, CANCELLED));
    NEXT.put(RUNNING, EnumSet.of(DRAINING, QUEUED, FAILED, CANCELLED));
    NEXT.put(DRAINING, EnumSet.of(COLLECTING, QUEUED, FAILED, CANCELLED));
    NEXT.put(COLLECTING, EnumSet.of(SUCCEEDED, QUEUED, FAILED, CANCELLED));
    NEXT.put(SUCCEEDED, EnumSet.noneOf(RunState.class));
    NEXT.put(FAILED, EnumSet.noneOf(RunState.class));
    NEXT.put(CANCELLED, EnumSet.noneOf(RunState.class));
  }

  private RunEdges() {}

  /** States that may follow; none after a terminal one. */
  static Set<RunState> after(RunState state) {
    return NEXT.getOrDefault(state, Set.of());
  }

  /** Stops a move that the table does not know. */
  static void require(RunState from, RunState to) {
    if (!after(from).contains(to)) {
      throw new IllegalStateException("a run does not go from " + from + " to " + to);
    }
  }
}
