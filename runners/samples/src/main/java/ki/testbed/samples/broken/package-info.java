/** Sample container that fails on purpose: one image, its first argument says how. */
@NullMarked
package ki.testbed.samples.broken;

import org.jspecify.annotations.NullMarked;
