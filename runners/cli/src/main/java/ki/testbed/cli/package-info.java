/**
 * The command line client {@code testbed}: hand in a container, follow its measurement, read the
 * result.
 */
@NullMarked
package ki.testbed.cli;

import org.jspecify.annotations.NullMarked;
