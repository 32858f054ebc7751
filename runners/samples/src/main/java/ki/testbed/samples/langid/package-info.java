/**
 * Sample container: says which language a text is written in, with the pretrained model of OpenNLP.
 */
@NullMarked
package ki.testbed.samples.langid;

import org.jspecify.annotations.NullMarked;
