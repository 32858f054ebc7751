package ki.testbed.protocol;

/** One sentence in both languages of the testbed. */
public record Text(String de, String en) {}
