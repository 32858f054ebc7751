package ki.testbed;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import ki.testbed.access.Accounts;
import ki.testbed.access.Caller;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Signs a person in through the one-time link, as a browser would. */
public final class SignedIn {
  private SignedIn() {}

  /** The cookie of a new session. */
  public static Cookie cookie(MockMvcTester mvc, Accounts accounts, Caller caller) {
    String secret = accounts.newLoginLink(caller.account(), Duration.ofMinutes(5));
    String header =
        mvc.get()
            .uri(Accounts.LOGIN_LINK_PATH + secret)
            .exchange()
            .getResponse()
            .getHeader("Set-Cookie");
    if (header == null) {
      throw new AssertionError("the link gave no session");
    }
    String pair = header.substring(0, header.indexOf(';'));
    return new Cookie(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
  }
}
