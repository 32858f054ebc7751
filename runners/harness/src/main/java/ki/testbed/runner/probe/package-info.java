/**
 * What a container of the hardened profile can and cannot do, tried from inside; and the reaper,
 * which ends processes that outlive their container.
 */
@NullMarked
package ki.testbed.runner.probe;

import org.jspecify.annotations.NullMarked;
