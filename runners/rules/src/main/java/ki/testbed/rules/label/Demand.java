package ki.testbed.rules.label;

import ki.testbed.protocol.Text;

/**
 * What a protection need asks for.
 *
 * @param need more is more need
 * @param level lowest that fulfils it
 */
public record Demand(int need, Text name, Level level, Validation validation) {}
