/** Sandboxes on a Docker Engine; the only place that talks to one. */
@NullMarked
package ki.testbed.sandbox.docker;

import org.jspecify.annotations.NullMarked;
