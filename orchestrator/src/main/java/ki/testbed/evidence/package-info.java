/** Append-only facts about runs, and the content-addressed store of their bytes. */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "protocol", "rules"})
package ki.testbed.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
