package ki.testbed.web;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import ki.testbed.access.Accounts;
import ki.testbed.access.Caller;
import ki.testbed.access.NewToken;
import ki.testbed.access.Right;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The signed-in person: roles and tokens. A token's secret is shown once, on the answer to its
 * making.
 */
@Controller
@RequestMapping("/account")
class AccountPage {
  private final Accounts accounts;
  private final PhraseBook phrases;

  AccountPage(Accounts accounts, PhraseBook phrases) {
    this.accounts = accounts;
    this.phrases = phrases;
  }

  @GetMapping
  String show(@AuthenticationPrincipal Caller caller, Locale locale, Model model) {
    return page(caller, "", locale, model);
  }

  @PostMapping("/tokens")
  String make(
      @AuthenticationPrincipal Caller caller,
      @RequestParam String name,
      @RequestParam(defaultValue = "") Set<String> scopes,
      @RequestParam(defaultValue = "30") int days,
      Locale locale,
      Model model) {
    NewToken made = accounts.newToken(caller, name, scopes, Duration.ofDays(days));
    return page(caller, made.secret(), locale, model);
  }

  @PostMapping("/tokens/{id}/revocation")
  String revoke(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    if (!accounts.revokeToken(caller, id)) {
      throw PageProblem.missing();
    }
    return "redirect:/account";
  }

  private String page(Caller caller, String secret, Locale locale, Model model) {
    Phrases words = phrases.in(locale);
    model.addAttribute(
        "roles", caller.roles().stream().sorted().map(role -> words.word("role", role)).toList());
    model.addAttribute("organisation", caller.organisation().toString());
    model.addAttribute(
        "tokens",
        accounts.tokens(caller).stream()
            .map(token ->
                new Row(
                    token.id(),
                    token.name(),
                    String.join(", ", token.scopes().stream().sorted().toList()),
                    words.time(token.expiresAt())))
            .toList());
    model.addAttribute("scopes", scopes(caller));
    model.addAttribute("secret", secret);
    return "account";
  }

  /** Scopes that a token of this person could use. */
  private static List<String> scopes(Caller caller) {
    return Arrays.stream(Right.values())
        .filter(right -> caller.may(right) && right != Right.TOKEN_WRITE) // no token makes tokens
        .map(Right::scope)
        .distinct()
        .sorted()
        .toList();
  }

  /** A token without its secret. */
  public record Row(String id, String name, String scopes, String expires) {}
}
