package ki.testbed.rules.label;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import ki.testbed.rules.label.ObservableItem.DecidedBy;
import ki.testbed.rules.label.Proposal.AnsweredItem;

/** From answers to items to a proposal per indicator. */
public final class Proposals {
  private final LabelScheme scheme;
  private final Map<String, CheckAnswer> checks;
  private final List<HumanAnswer> answers;

  private Proposals(
      LabelScheme scheme, Map<String, CheckAnswer> checks, List<HumanAnswer> answers) {
    this.scheme = scheme;
    this.checks = checks;
    this.answers = answers;
  }

  /**
   * One proposal per indicator. What the testbed answers for an indicator it answers for those that
   * are the same; what a person answers holds for the one asked about.
   *
   * @param checks by name of the check; a missing one was not looked at
   * @param answers later ones replace earlier ones; those about another object do not count
   */
  public static List<Proposal> of(
      LabelScheme scheme,
      Map<String, CheckAnswer> checks,
      Collection<HumanAnswer> answers,
      ObjectBinding object) {
    List<HumanAnswer> current =
        answers.stream().filter(one -> one.boundTo().equals(object)).toList().reversed();
    var proposals = new Proposals(scheme, checks, current);
    return scheme.indicators().stream().map(proposals::of).toList();
  }

  private Proposal of(Indicator indicator) {
    List<AnsweredItem> items =
        scheme.items().stream()
            .filter(item -> concerns(item, indicator))
            .sorted(Comparator.comparing(item -> item.level().number()))
            .map(this::answered)
            .toList();
    Optional<Level> level = highest(items, limit(items));
    Proposal.State state =
        level
            .map(found ->
                upTo(items, found).anyMatch(AnsweredItem.Unanswered.class::isInstance)
                    ? Proposal.State.OPEN
                    : Proposal.State.PROPOSED)
            .orElse(Proposal.State.NONE);
    return new Proposal(indicator.code(), state, level, items);
  }

  private static boolean concerns(ObservableItem item, Indicator indicator) {
    return switch (item.decidedBy()) {
      case HUMAN -> item.indicator().equals(indicator.code());
      case TESTBED ->
          item.indicator().equals(indicator.code())
              || indicator.sameAs().contains(item.indicator());
    };
  }

  private AnsweredItem answered(ObservableItem item) {
    if (item.check().isPresent()) {
      String check = item.check().get();
      return new AnsweredItem.Checked(item, checks.getOrDefault(check, CheckAnswer.NOT_LOOKED_AT));
    }
    return answers.stream()
        .filter(one -> one.item().equals(item.key()))
        .findFirst()
        .<AnsweredItem>map(answer -> new AnsweredItem.Answered(item, answer))
        .orElseGet(() -> new AnsweredItem.Unanswered(item));
  }

  /** The lowest level that a person denied. */
  private int limit(List<AnsweredItem> items) {
    return items.stream()
        .filter(one -> one instanceof AnsweredItem.Answered answered && !answered.answer().holds())
        .mapToInt(one -> one.item().level().number())
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  private static Optional<Level> highest(List<AnsweredItem> items, int below) {
    Predicate<Level> holds =
        level ->
            upTo(items, level)
                .allMatch(one ->
                    !(one instanceof AnsweredItem.Checked checked) || checked.answer().holds());
    return items.stream()
        .map(AnsweredItem::item)
        .filter(item -> item.decidedBy() == DecidedBy.TESTBED)
        .map(ObservableItem::level)
        .filter(level -> level.number() < below)
        .filter(holds)
        .max(Comparator.comparing(Level::number));
  }

  private static Stream<AnsweredItem> upTo(List<AnsweredItem> items, Level level) {
    return items.stream().filter(one -> one.item().level().number() <= level.number());
  }
}
