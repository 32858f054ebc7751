package ki.testbed.sandbox;

/**
 * A piece of what a part has written to stdout and stderr.
 *
 * @param next cursor behind these bytes
 * @param total bytes written so far, as far as the engine kept them
 */
public record LogSlice(byte[] bytes, long next, long total) {}
