package ki.testbed.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import ki.testbed.access.AccountStore.Login;
import ki.testbed.access.TokenStore.Life;
import org.springframework.transaction.support.TransactionOperations;

/** Signing in against the database. */
final class StoredAccounts implements Accounts {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int LINK_SECRET = 43; // 256 bits

  private final AccountStore accounts;
  private final LoginStore logins;
  private final Tokens tokens;
  private final Passwords passwords;
  private final Context context;

  /** What everything here needs. */
  record Context(
      AccessProperties properties,
      TransactionOperations transactions,
      AuditPort audit,
      InstantSource clock,
      RandomGenerator random) {
    /** Now, as exactly as the database keeps it. */
    Instant now() {
      return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
  }

  StoredAccounts(
      AccountStore accounts,
      LoginStore logins,
      Tokens tokens,
      Passwords passwords,
      Context context) {
    this.accounts = accounts;
    this.logins = logins;
    this.tokens = tokens;
    this.passwords = passwords;
    this.context = context;
  }

  @Override
  public Optional<Caller> byPassword(String login, String password) {
    return Acting.forEverybody(() -> byKnownPassword(login, password));
  }

  private Optional<Caller> byKnownPassword(String login, String password) {
    byte[] key = hash(login);
    stopIfTooOften(key);
    String nobody = passwords.hashOfNobody();
    Optional<Login> found = accounts.byLogin(login);
    boolean right = passwords.matches(password, found.map(Login::passwordHash).orElse(nobody));
    return found.flatMap(one -> right ? welcome(one.caller(), key) : refuse(one.caller()));
  }

  private void stopIfTooOften(byte[] key) {
    Instant now = context.now();
    var bucket = logins.countAttempt(key, now, WINDOW);
    if (bucket.attempts() > context.properties().loginsPerMinute()) {
      var wait = Duration.between(now, bucket.since().plus(WINDOW));
      throw new AccessProblem(AccessProblem.Code.LOGIN_THROTTLED, Optional.of(wait));
    }
  }

  private Optional<Caller> welcome(Caller caller, byte[] key) {
    context
        .transactions()
        .executeWithoutResult(_ -> {
          logins.forgetAttempts(key);
          context
              .audit()
              .record(caller, AuditAction.SIGNED_IN, caller.account().toString(), "password");
        });
    return Optional.of(caller);
  }

  private Optional<Caller> refuse(Caller caller) {
    context
        .audit()
        .record(
            caller.organisation(),
            Optional.empty(),
            AuditAction.SIGN_IN_REFUSED,
            caller.account().toString(),
            "password");
    return Optional.empty();
  }

  @Override
  public Optional<Caller> byLoginLink(String secret) {
    return inTransaction(() -> {
      Optional<Caller> caller = logins.useLink(hash(secret), context.now()).flatMap(this::atHome);
      caller.ifPresent(one ->
          context.audit().record(one, AuditAction.SIGNED_IN, one.account().toString(), "link"));
      return caller;
    });
  }

  private Optional<Caller> atHome(AccountId account) {
    return accounts.home(account).flatMap(home -> accounts.member(account, home));
  }

  @Override
  public Optional<Caller> byToken(String text) {
    return Acting.forEverybody(() ->
        tokens
            .find(text)
            .flatMap(token ->
                accounts
                    .member(token.account(), token.organisation())
                    .map(person -> person.withScopes(token.scopes()))));
  }

  @Override
  public Optional<Caller> refresh(AccountId account, OrganisationId organisation) {
    return Acting.forEverybody(() -> accounts.member(account, organisation));
  }

  @Override
  public String newLoginLink(AccountId account, Duration valid) {
    OrganisationId home =
        Acting.forEverybody(() -> accounts.home(account))
            .orElseThrow(() -> new IllegalArgumentException("no such account"));
    String secret = Base62.random(context.random(), LINK_SECRET);
    Instant now = context.now();
    return inTransaction(() -> {
      logins.createLink(hash(secret), home, account, new Life(now, now.plus(valid)));
      context
          .audit()
          .record(home, Optional.empty(), AuditAction.LOGIN_LINK_CREATED, account.toString(), "");
      return secret;
    });
  }

  @Override
  public NewToken newToken(Caller caller, String name, Set<String> scopes, Duration valid) {
    return Acting.forEverybody(() -> {
      tokens.requireSeldom(caller.account());
      return tokens.create(caller, name, scopes, valid);
    });
  }

  @Override
  public List<TokenEntry> tokens(Caller caller) {
    return tokens.list(caller);
  }

  @Override
  public boolean revokeToken(Caller caller, String tokenId) {
    return tokens.revoke(caller, tokenId);
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Acting.forEverybody(
        () -> Objects.requireNonNull(context.transactions().execute(_ -> work.get())));
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
