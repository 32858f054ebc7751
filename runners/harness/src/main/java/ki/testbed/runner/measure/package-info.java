/** Intended against actual: dispatching, stamping, recording, and watching the runner itself. */
@NullMarked
package ki.testbed.runner.measure;

import org.jspecify.annotations.NullMarked;
