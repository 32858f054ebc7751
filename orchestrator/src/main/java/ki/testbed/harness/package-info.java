/** Our side of the runner: the order goes in, events come out, are checked and become a result. */
@NullMarked
@ApplicationModule(allowedDependencies = {"sandbox", "evidence", "protocol", "rules", "access"})
package ki.testbed.harness;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
