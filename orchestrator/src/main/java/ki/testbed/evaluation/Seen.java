package ki.testbed.evaluation;

import java.time.Duration;
import ki.testbed.harness.Heard;
import ki.testbed.harness.Strain;
import ki.testbed.sandbox.SandboxStatus;

/** What is to be seen of a run's sandbox right now. */
sealed interface Seen {
  /**
   * The engine does not answer.
   *
   * @param lasting since when, by a monotonic clock
   * @param others whether it answers otherwise, only not for this sandbox
   */
  record Unreachable(Duration lasting, boolean others) implements Seen {}

  /** There is none. */
  record Absent() implements Seen {}

  /**
   * There is one.
   *
   * @param heard what its runner has said
   * @param heardOut whether that is all it said before what has ended had ended
   * @param strain bounds the SUT ran into
   */
  record Present(SandboxStatus status, Heard heard, boolean heardOut, Strain strain)
      implements Seen {}
}
