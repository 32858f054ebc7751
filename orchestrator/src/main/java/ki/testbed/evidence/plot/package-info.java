/** Pure: from raw exchanges to a latency distribution, its figures in words and its picture. */
@NullMarked
@NamedInterface("plot")
package ki.testbed.evidence.plot;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
