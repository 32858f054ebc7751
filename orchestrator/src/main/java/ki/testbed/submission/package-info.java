/** What was handed in: uploads, image, manifest, and what the intake checks found. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {"access", "evidence", "failpoint", "intake", "rules", "protocol"})
package ki.testbed.submission;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
