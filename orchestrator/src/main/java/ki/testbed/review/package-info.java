/**
 * Statements about judged evaluations: levels, decisions, signatures, and the bundle that proves
 * them.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "catalog",
      "evaluation",
      "evidence",
      "rules",
      "rules :: label",
      "rules :: audit",
      "rules :: bundle",
      "protocol"
    })
package ki.testbed.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
