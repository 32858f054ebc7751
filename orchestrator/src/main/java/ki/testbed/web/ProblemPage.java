package ki.testbed.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import ki.testbed.evaluation.Detail;
import ki.testbed.evaluation.Reason;
import ki.testbed.rules.ValidityReason;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Explains a code: cause, who has to act, next step. */
@Controller
class ProblemPage {
  private static final String GAP = "…";

  private final PhraseBook phrases;
  private final MessageSource words;

  ProblemPage(PhraseBook phrases, MessageSource words) {
    this.phrases = phrases;
    this.words = words;
  }

  @GetMapping("/problems/{code}")
  String explain(@PathVariable String code, Locale locale, Model model) {
    Explained explained =
        reason(code, locale)
            .or(() -> validity(code, locale))
            .or(() -> refusal(code, locale))
            .orElseThrow(PageProblem::missing);
    model.addAttribute("explained", explained);
    return "problem-code";
  }

  private Optional<Explained> reason(String code, Locale locale) {
    Phrases to = phrases.in(locale);
    return named(Reason.values(), code)
        .map(reason ->
            new Explained(
                code,
                to.text(reason.sentence(gaps(reason.facts()))),
                to.word("blame", reason.blame()),
                to.word("blame.cost", reason.blame()),
                to.text(reason.nextStep(false))));
  }

  private Optional<Explained> validity(String code, Locale locale) {
    Phrases to = phrases.in(locale);
    return named(ValidityReason.values(), code)
        .map(reason ->
            new Explained(
                code,
                to.text(reason.text()),
                to.word("blame", reason.blame()),
                to.word("blame.cost", reason.blame()),
                to.word("validity.next", reason.validity())));
  }

  /** A refusal of a request: it has words in the catalogue, or it does not exist. */
  private Optional<Explained> refusal(String code, Locale locale) {
    Object[] gaps = {GAP, GAP, GAP, GAP};
    String detail = words.getMessage("problem." + code + ".detail", gaps, "", locale);
    if (detail == null || detail.isEmpty() || !code.matches("[A-Z_]{3,40}")) {
      return Optional.empty();
    }
    Phrases to = phrases.in(locale);
    return Optional.of(
        new Explained(
            code,
            to.of("problem." + code + ".title") + ". " + detail,
            to.of("problem.who"),
            "",
            words.getMessage("problem." + code + ".next", gaps, locale)));
  }

  private static Detail gaps(List<String> facts) {
    Detail detail = Detail.NONE;
    for (String fact : facts) {
      detail = detail.with(fact, GAP);
    }
    return detail;
  }

  private static <E extends Enum<E>> Optional<E> named(E[] all, String code) {
    return Arrays.stream(all).filter(one -> one.name().equals(code)).findFirst();
  }

  /** What a code means; {@code cost} is its effect on the quota, empty where it has none. */
  public record Explained(String code, String cause, String who, String cost, String next) {}
}
