package ki.testbed.web;

import java.util.Locale;
import ki.testbed.access.Caller;
import ki.testbed.catalog.Catalog;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What can be measured here: every test plan with its criteria, its data and an example. */
@Controller
class PlansPage {
  private final Catalog catalog;
  private final PlanSheets sheets;
  private final PhraseBook phrases;

  PlansPage(Catalog catalog, PlanSheets sheets, PhraseBook phrases) {
    this.catalog = catalog;
    this.sheets = sheets;
    this.phrases = phrases;
  }

  @GetMapping("/plans")
  String list(@AuthenticationPrincipal Caller caller, Locale locale, Model model) {
    var words = new FigureWords(phrases.in(locale));
    model.addAttribute(
        "plans", catalog.plans(caller).stream().map(plan -> sheets.of(plan, words)).toList());
    return "plans";
  }
}
