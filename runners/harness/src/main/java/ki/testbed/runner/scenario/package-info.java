/** A typed scenario becomes load, warm-up, window and scores. */
@NullMarked
package ki.testbed.runner.scenario;

import org.jspecify.annotations.NullMarked;
