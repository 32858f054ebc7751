/** Nodes, claims and order: which run may start now, and who leads. */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "failpoint"})
package ki.testbed.queue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
