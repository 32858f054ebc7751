/** Organisations, accounts, roles and tokens: who calls, and what they may do. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package ki.testbed.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
