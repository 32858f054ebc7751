package ki.testbed.evaluation;

import ki.testbed.harness.RunBrief;
import ki.testbed.sandbox.Fence;

/** A run that is being worked on, with the right to do so. */
record Case(RunRow row, RunBrief brief, Fence fence) {
  Run run() {
    return row.run();
  }
}
