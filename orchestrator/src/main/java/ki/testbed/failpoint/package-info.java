/** Named places where tests make a fault happen; in the service itself nothing ever does. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package ki.testbed.failpoint;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
