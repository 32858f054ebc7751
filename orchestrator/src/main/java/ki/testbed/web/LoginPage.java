package ki.testbed.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import ki.testbed.access.Accounts;
import ki.testbed.access.Caller;
import ki.testbed.access.Right;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in and out. Each sign-in gets a session of its own. */
@Controller
class LoginPage {
  private final Accounts accounts;
  private final Sessions sessions;

  LoginPage(Accounts accounts, Sessions sessions) {
    this.accounts = accounts;
    this.sessions = sessions;
  }

  @GetMapping("/login")
  String form(@RequestParam(defaultValue = "") String next, Model model) {
    model.addAttribute("next", local(next));
    model.addAttribute("problem", "");
    return "login";
  }

  @PostMapping("/login")
  String signIn(
      @RequestParam String login,
      @RequestParam String password,
      @RequestParam(defaultValue = "") String next,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Optional<Caller> caller = accounts.byPassword(login, password);
    if (caller.isEmpty()) {
      return again("login.wrong", next, response, model);
    }
    enter(caller.get(), request, response);
    return "redirect:" + (local(next).isEmpty() ? home(caller.get()) : local(next));
  }

  @GetMapping(Accounts.LOGIN_LINK_PATH + "{secret}")
  String byLink(
      @PathVariable String secret,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Optional<Caller> caller = accounts.byLoginLink(secret);
    if (caller.isEmpty()) {
      return again("login.linkUsed", "", response, model);
    }
    enter(caller.get(), request, response);
    return "redirect:" + home(caller.get());
  }

  @PostMapping("/logout")
  String signOut(HttpServletRequest request, HttpServletResponse response) {
    SessionCookie.read(request).ifPresent(sessions::close);
    SessionCookie.clear(request, response);
    return "redirect:/";
  }

  private void enter(Caller caller, HttpServletRequest request, HttpServletResponse response) {
    SessionCookie.read(request).ifPresent(sessions::close);
    SessionCookie.write(request, response, sessions.open(caller));
  }

  private static String again(
      String problem, String next, HttpServletResponse response, Model model) {
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    model.addAttribute("problem", problem);
    model.addAttribute("next", local(next));
    return "login";
  }

  private static String home(Caller caller) {
    if (caller.may(Right.SUBMISSION_READ)) {
      return "/submissions";
    }
    return caller.may(Right.OPERATIONS_READ) ? "/nodes" : "/account";
  }

  /** A path of ours, or nothing: a sign-in never leads to another site. */
  private static String local(String next) {
    return next.matches("/[A-Za-z0-9][A-Za-z0-9/_-]*|/") ? next : "";
  }
}
