/** Events on stdout: numbered, bounded, raw data in hashed chunks. */
@NullMarked
package ki.testbed.runner.report;

import org.jspecify.annotations.NullMarked;
