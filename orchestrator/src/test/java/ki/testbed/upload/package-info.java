/** Uploads over real connections, cut and slow ones among them. */
@NullMarked
package ki.testbed.upload;

import org.jspecify.annotations.NullMarked;
