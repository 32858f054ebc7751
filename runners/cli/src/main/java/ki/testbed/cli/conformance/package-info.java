/** Puts a runner, whoever wrote it, through the protocol: a black box, orders in, events out. */
@NullMarked
package ki.testbed.cli.conformance;

import org.jspecify.annotations.NullMarked;
