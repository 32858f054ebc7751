/** Pure: evidence bundles, written and signed, and verified offline by computing again. */
@NullMarked
package ki.testbed.rules.bundle;

import org.jspecify.annotations.NullMarked;
