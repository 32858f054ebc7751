/** The service: starts the modules and the database they share. */
@NullMarked
package ki.testbed;

import org.jspecify.annotations.NullMarked;
