/** Messages between orchestrator and runner: records and their wire form, no input or output. */
@NullMarked
package ki.testbed.protocol;

import org.jspecify.annotations.NullMarked;
