/** Makes image archives, sound and hostile ones, byte by byte; shared with the hostile samples. */
@NullMarked
package ki.testbed.intake.archive;

import org.jspecify.annotations.NullMarked;
