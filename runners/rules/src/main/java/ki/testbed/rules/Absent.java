package ki.testbed.rules;

/**
 * A value that could not be observed; never zero instead.
 *
 * @param why an upper-case code, for example TOO_FEW_EXCHANGES or NOT_PERMITTED
 */
public record Absent(String metric, String why) {}
