/** Test plans and data sets: drafts and sealed versions. */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "evidence", "rules", "protocol"})
package ki.testbed.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
