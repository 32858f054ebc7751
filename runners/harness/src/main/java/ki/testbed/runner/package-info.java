/** The runner's process: order from stdin, phases of a run, exit codes. */
@NullMarked
package ki.testbed.runner;

import org.jspecify.annotations.NullMarked;
