/** Image archive in, facts and findings out; never unpacks, opens or believes what it reads. */
@NullMarked
package ki.testbed.intake;

import org.jspecify.annotations.NullMarked;
