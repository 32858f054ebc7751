package ki.testbed.rules.statistics;

/** One-sided bounds, each at the same confidence. */
public record Interval(double lower, double upper) {}
