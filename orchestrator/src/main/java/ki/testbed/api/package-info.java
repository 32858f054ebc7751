/** REST under /api/v1, with problem details for every error. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "evidence",
      "evidence :: plot",
      "submission",
      "catalog",
      "queue",
      "harness",
      "label",
      "evaluation",
      "notification",
      "rules",
      "protocol",
      "intake"
    })
package ki.testbed.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
