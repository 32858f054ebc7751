/** Pure functions of planning, no input or output: which node and which devices a run gets. */
@NullMarked
package ki.testbed.queue.planner;

import org.jspecify.annotations.NullMarked;
