/**
 * The isolated place of runner and SUT: what one is made of, how it is marked, started, watched and
 * removed, on any engine.
 */
@NullMarked
package ki.testbed.sandbox;

import org.jspecify.annotations.NullMarked;
