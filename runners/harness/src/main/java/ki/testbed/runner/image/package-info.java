/**
 * Container images of our own Java programs, made from nothing at build time: no registry, no
 * engine, the same bytes each time.
 */
@NullMarked
package ki.testbed.runner.image;

import org.jspecify.annotations.NullMarked;
