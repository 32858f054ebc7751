/** Pure: label schemes as data, and from evidence and answers to proposals, levels and needs. */
@NullMarked
package ki.testbed.rules.label;

import org.jspecify.annotations.NullMarked;
