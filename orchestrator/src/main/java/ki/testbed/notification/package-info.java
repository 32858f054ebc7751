/** Outbox of live events, so that every replica can tell what happened. */
@NullMarked
@ApplicationModule(allowedDependencies = {"access"})
package ki.testbed.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
