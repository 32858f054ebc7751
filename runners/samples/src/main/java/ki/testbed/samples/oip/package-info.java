/** The Open Inference Protocol v2 as a sample container speaks it: HTTP and JSON on one port. */
@NullMarked
package ki.testbed.samples.oip;

import org.jspecify.annotations.NullMarked;
