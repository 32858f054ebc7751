/** What holds for all samples. */
@NullMarked
package ki.testbed.samples;

import org.jspecify.annotations.NullMarked;
