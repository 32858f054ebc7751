/** Pure arithmetic: statistics, validity, verdicts, canonical JSON, manifest findings. */
@NullMarked
package ki.testbed.rules;

import org.jspecify.annotations.NullMarked;
