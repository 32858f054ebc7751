/** Pure: the hash chain of audit entries, which shows what was removed or altered. */
@NullMarked
package ki.testbed.rules.audit;

import org.jspecify.annotations.NullMarked;
