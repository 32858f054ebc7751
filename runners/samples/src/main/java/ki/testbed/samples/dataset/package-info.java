/**
 * Makes the language data sets from a pinned package: declared texts in, samples, truth and their
 * record out.
 */
@NullMarked
package ki.testbed.samples.dataset;

import org.jspecify.annotations.NullMarked;
