/** How the code is cut, as tests: modules, rules on compiled classes, rules on sources. */
@NullMarked
package ki.testbed.architecture;

import org.jspecify.annotations.NullMarked;
