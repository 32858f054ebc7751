/** The meter registry, the scrape endpoint and every meter name. */
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
      "invariant",
      "notification",
      "rules",
      "protocol",
      "sandbox"
    })
package ki.testbed.metrics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
