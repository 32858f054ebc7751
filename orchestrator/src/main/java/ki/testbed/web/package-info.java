/** Pages for people, and their live updates. */
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
      "review",
      "notification",
      "rules",
      "rules :: label",
      "protocol",
      "intake",
      "sandbox"
    })
package ki.testbed.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
