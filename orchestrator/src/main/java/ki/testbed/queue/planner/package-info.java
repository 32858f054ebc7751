/**
 * Pure functions of planning, no input or output: who starts now, on which node and which devices.
 */
@NullMarked
@NamedInterface("planner")
package ki.testbed.queue.planner;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
