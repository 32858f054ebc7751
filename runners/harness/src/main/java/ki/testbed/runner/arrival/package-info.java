/** Intended departures: pure, seeded, complete before anything is sent. */
@NullMarked
package ki.testbed.runner.arrival;

import org.jspecify.annotations.NullMarked;
