package ki.testbed.web;

import java.util.List;

/**
 * What the page of a statement shows.
 *
 * @param address of this page
 * @param edits whether the reader may give levels and answers now
 * @param examines whether the reader looks at it as an examiner
 * @param takes whether the reader may take it on
 * @param decides whether the reader may sign
 * @param content what a signature would be about
 * @param next states the reader may move it to, as word and constant
 * @param signed how many have signed what stands there, in words; empty if nobody
 * @param frozen whether there is a bundle
 * @param preview whether its verdicts are previews
 */
public record StatementSheet(
    String id,
    String address,
    String evaluation,
    String name,
    String version,
    String digest,
    String plan,
    String scheme,
    Badge state,
    boolean edits,
    boolean examines,
    boolean takes,
    boolean decides,
    boolean returns,
    String content,
    List<Choice> next,
    String signed,
    boolean frozen,
    boolean preview,
    int given,
    int all,
    List<Choice> levels,
    List<DimensionBox> dimensions,
    List<Choice> needs,
    List<JournalLine> journal) {

  /** Something to choose, by its value. */
  public record Choice(String value, String word) {}

  /** A dimension with its label criteria; never shown without them. */
  public record DimensionBox(
      String code,
      String name,
      String rating,
      String need,
      Badge passed,
      List<CriterionBox> rows) {}

  /**
   * A label criterion.
   *
   * @param classes what each policy makes of it, the default first
   * @param concerns verdicts that weigh on its assessment
   */
  public record CriterionBox(
      String code,
      String name,
      List<Choice> classes,
      String need,
      Badge fulfilled,
      List<ConcernLine> concerns,
      List<IndicatorBox> indicators) {}

  /** A verdict that a person has to judge. */
  public record ConcernLine(String about, String text, boolean judged) {}

  /**
   * An indicator: the claim, its evidence and the level given.
   *
   * @param level number of the level that counts, empty if none
   * @param rated who gave it and why; empty if nobody
   */
  public record IndicatorBox(
      String code,
      String title,
      String kind,
      Badge proposal,
      String level,
      String rated,
      List<ItemLine> items,
      List<CriterionRow> evidence) {
    /** Whether there is more to see than its title. */
    public boolean open() {
      return !items.isEmpty() || !evidence.isEmpty();
    }
  }

  /** An item with its answer. */
  public record ItemLine(
      String key, String level, String text, Badge answer, String why, boolean asks) {}

  /** Who did what, when. */
  public record JournalLine(String at, String machineAt, String who, String what, String why) {}
}
