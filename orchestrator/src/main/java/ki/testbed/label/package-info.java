/** Pure judging: measurements and criteria to verdicts, each explained. */
@NullMarked
@ApplicationModule(allowedDependencies = {"evidence", "catalog", "rules", "protocol"})
package ki.testbed.label;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
