/** Pure estimates, bounds and tests over numbers; each class is one method with its source. */
@NullMarked
package ki.testbed.rules.statistics;

import org.jspecify.annotations.NullMarked;
