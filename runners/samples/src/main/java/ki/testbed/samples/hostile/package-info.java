/** Sample container that attacks on purpose: one image, its first argument says how. */
@NullMarked
package ki.testbed.samples.hostile;

import org.jspecify.annotations.NullMarked;
