/** What must hold whatever happens: violations, read from what is only ever appended. */
@NullMarked
@ApplicationModule(allowedDependencies = {"evaluation", "evidence", "queue", "sandbox", "protocol"})
package ki.testbed.invariant;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
