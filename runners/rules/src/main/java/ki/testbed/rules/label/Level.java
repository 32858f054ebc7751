package ki.testbed.rules.label;

import ki.testbed.protocol.Text;

/**
 * A level of a scheme.
 *
 * @param number orders levels of one scheme; more is better
 */
public record Level(String code, int number, Text name) {}
