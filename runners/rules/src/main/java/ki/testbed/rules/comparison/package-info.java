/** Pure: whether two runs may be compared at all, and whether one repeats the other. */
@NullMarked
package ki.testbed.rules.comparison;

import org.jspecify.annotations.NullMarked;
