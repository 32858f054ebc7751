package ki.testbed.rules.label;

import ki.testbed.protocol.Text;

/**
 * What an indicator asks for.
 *
 * @param name in German as the official texts write it
 * @param assessment whether a qualified person judges the label criterion as a whole here
 */
public record Kind(String code, Text name, boolean assessment) {}
