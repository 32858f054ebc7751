package ki.testbed.rules.label;

import ki.testbed.protocol.Text;

/** What an indicator is about: the system or a part; in German as the official texts write it. */
public record Scope(String code, Text name) {}
