package ki.testbed.access;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Signing in, by password, one-time link or token. */
public interface Accounts {
  /** Where pages take a one-time link's secret: this path with the secret behind it. */
  String LOGIN_LINK_PATH = "/login-link/";

  /**
   * The caller behind a login name and password; takes the same time whether or not the name
   * exists.
   *
   * @throws AccessProblem if there were too many attempts for this name
   */
  Optional<Caller> byPassword(String login, String password);

  /** The caller behind a one-time link's secret, which is used up by this. */
  Optional<Caller> byLoginLink(String secret);

  /** The caller behind a bearer token; a bad check sum is refused without a query. */
  Optional<Caller> byToken(String token);

  /** A caller as it is now, for an open session; empty if the account or membership has ended. */
  Optional<Caller> refresh(AccountId account, OrganisationId organisation);

  /** A new one-time link's secret for an account. */
  String newLoginLink(AccountId account, Duration valid);

  /**
   * A new token of the caller; the secret is in the answer and nowhere else.
   *
   * @throws AccessProblem if there are too many, or name, scopes or lifetime are not allowed
   */
  NewToken newToken(Caller caller, String name, Set<String> scopes, Duration valid);

  /** The caller's living tokens without their secrets, oldest first. */
  List<TokenEntry> tokens(Caller caller);

  /** Ends one of the caller's tokens; false if there is none of that id. */
  boolean revokeToken(Caller caller, String tokenId);
}
