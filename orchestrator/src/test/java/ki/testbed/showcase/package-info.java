/**
 * Stored stories for tests of API, pages and meters: what was handed in, what ran, what came out.
 */
@NullMarked
package ki.testbed.showcase;

import org.jspecify.annotations.NullMarked;
