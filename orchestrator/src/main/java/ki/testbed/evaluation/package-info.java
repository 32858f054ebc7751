/** The heart: evaluations, runs, their transitions, history and the reconciler. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "evidence",
      "failpoint",
      "submission",
      "catalog",
      "queue",
      "queue :: planner",
      "harness",
      "label",
      "notification",
      "sandbox",
      "intake",
      "rules",
      "protocol"
    })
package ki.testbed.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
