package ki.testbed.rules.label;

import java.util.List;
import java.util.Optional;

/**
 * What the evidence suggests for an indicator; never a rating.
 *
 * @param level up to which all that the testbed decides holds and no person said no; for OPEN still
 *     subject to a person's answers; absent for NONE, which is not the lowest level
 * @param items everything that was asked, in the order of levels from the lowest
 */
public record Proposal(
    String indicator, State state, Optional<Level> level, List<AnsweredItem> items) {
  /** How far it is. */
  public enum State {
    /** The evidence suggests nothing; the indicator stays open. */
    NONE,
    /** A person still has to answer. */
    OPEN,
    /** All items up to the level are answered. */
    PROPOSED
  }

  /** An item with its answer. */
  public sealed interface AnsweredItem {
    /** The item that was asked. */
    ObservableItem item();

    /** The testbed decides. */
    record Checked(ObservableItem item, CheckAnswer answer) implements AnsweredItem {}

    /** A person has answered. */
    record Answered(ObservableItem item, HumanAnswer answer) implements AnsweredItem {}

    /** A person has still to answer. */
    record Unanswered(ObservableItem item) implements AnsweredItem {}
  }

  public Proposal {
    items = List.copyOf(items);
  }
}
