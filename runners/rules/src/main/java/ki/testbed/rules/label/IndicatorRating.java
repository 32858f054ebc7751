package ki.testbed.rules.label;

/**
 * A person's level for an indicator.
 *
 * @param level number of the level
 * @param onRequest whether the submitter wished the lowest level at export instead of leaving it
 *     open
 */
public record IndicatorRating(
    String indicator,
    int level,
    By role,
    boolean onRequest,
    String rationale,
    String by,
    ObjectBinding boundTo) {
  /** Who rates. */
  public enum By {
    /** Says it about the own system. */
    SUBMITTER,
    /** Has confirmed or adjusted it. */
    EXAMINER
  }
}
