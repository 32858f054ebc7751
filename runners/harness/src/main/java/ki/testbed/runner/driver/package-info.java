/** One exchange with a SUT: its bytes out, hostile bytes in, and how it ended. */
@NullMarked
package ki.testbed.runner.driver;

import org.jspecify.annotations.NullMarked;
