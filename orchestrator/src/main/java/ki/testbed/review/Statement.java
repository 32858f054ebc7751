package ki.testbed.review;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ki.testbed.access.AccountId;
import ki.testbed.access.OrganisationId;
import ki.testbed.evaluation.EvaluationId;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.label.HumanAnswer;
import ki.testbed.rules.label.IndicatorRating;
import ki.testbed.rules.label.NeedAnswers;
import ki.testbed.rules.label.ObjectBinding;

/**
 * What is said about one evaluation; it is its journal, read.
 *
 * @param organisation of the submitter
 * @param journal all acts, the first one first
 */
public record Statement(
    StatementId id, OrganisationId organisation, EvaluationId evaluation, List<Entry> journal) {
  public Statement {
    journal = List.copyOf(journal);
  }

  private <T extends Act> Stream<T> acts(Class<T> form) {
    return journal.stream().map(Entry::act).filter(form::isInstance).map(form::cast);
  }

  private Stream<Entry> entries(Class<? extends Act> form) {
    return journal.stream().filter(entry -> form.isInstance(entry.act()));
  }

  /** Where it stands. */
  public StatementState state() {
    return acts(Act.Moved.class)
        .reduce((_, later) -> later)
        .map(Act.Moved::to)
        .orElse(StatementState.INDICATION);
  }

  /** Levels that persons gave, in their order. */
  public List<IndicatorRating> ratings(ObjectBinding object) {
    return entries(Act.Rated.class)
        .map(entry -> rating(entry, (Act.Rated) entry.act(), object))
        .toList();
  }

  private static IndicatorRating rating(Entry entry, Act.Rated act, ObjectBinding object) {
    return new IndicatorRating(
        act.indicator(),
        act.level(),
        act.role(),
        act.onRequest(),
        act.rationale(),
        entry.by().toString(),
        object);
  }

  /** Items that persons answered, in their order. */
  public List<HumanAnswer> answers(ObjectBinding object) {
    return entries(Act.Answered.class)
        .map(entry -> answer(entry, (Act.Answered) entry.act(), object))
        .toList();
  }

  private static HumanAnswer answer(Entry entry, Act.Answered act, ObjectBinding object) {
    return new HumanAnswer(act.item(), act.holds(), act.rationale(), entry.by().toString(), object);
  }

  /** The last answer to each question about the protection need. */
  public NeedAnswers needs() {
    Map<String, Integer> values = new HashMap<>();
    acts(Act.NeedsAnswered.class).forEach(act -> values.putAll(act.answers()));
    return new NeedAnswers(values);
  }

  /** Concerns whose residual risk was judged: {@code VE1/c-p99}. */
  public Set<String> judged() {
    return acts(Act.RiskJudged.class).map(Act.RiskJudged::about).collect(Collectors.toSet());
  }

  /** Who has taken it on. */
  public Set<AccountId> examiners() {
    return entries(Act.Taken.class).map(Entry::by).collect(Collectors.toSet());
  }

  /** Who has signed this decision about exactly this content. */
  public Set<AccountId> signatories(StatementState decision, Sha256 content) {
    return entries(Act.Signed.class)
        .filter(entry -> entry.act().equals(new Act.Signed(decision, content)))
        .map(Entry::by)
        .collect(Collectors.toSet());
  }

  /** The frozen bundle. */
  public Optional<Sha256> bundle() {
    return acts(Act.Frozen.class).reduce((_, later) -> later).map(Act.Frozen::bundle);
  }
}
