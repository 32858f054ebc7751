package ki.testbed.queue.planner;

/** What the plan says about one waiting run. */
public sealed interface Planned {
  /** The run it is about. */
  Candidate run();

  /** It starts now, alone on this node. */
  record Start(Candidate run, String node) implements Planned {}

  /** Its images are brought to this node first. */
  record Prepare(Candidate run, String node) implements Planned {}

  /**
   * It waits.
   *
   * @param ahead runs before it
   */
  record Hold(Candidate run, HoldReason why, int ahead) implements Planned {}
}
