package ki.testbed.access;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ki.testbed.access.AccessProblem.Code;
import ki.testbed.access.StoredAccounts.Context;
import ki.testbed.access.TokenStore.Life;
import ki.testbed.access.TokenStore.Stored;

/** Making, checking and ending tokens. */
final class Tokens {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration RATE = Duration.ofHours(1);
  private static final int LONGEST_NAME = 120;

  /** Tokens that make tokens would outlive every revocation. */
  private static final Set<String> SCOPES =
      Arrays.stream(Right.values())
          .filter(right -> right != Right.TOKEN_WRITE)
          .map(Right::scope)
          .collect(Collectors.toUnmodifiableSet());

  private final TokenStore store;
  private final Pepper pepper;
  private final Context context;

  Tokens(TokenStore store, Pepper pepper, Context context) {
    this.store = store;
    this.pepper = pepper;
    this.context = context;
  }

  Optional<Stored> find(String text) {
    return Token.parse(text)
        .flatMap(token ->
            store
                .living(token.id(), context.now())
                .filter(stored -> MessageDigest.isEqual(stored.mac(), pepper.mac(token))));
  }

  NewToken create(Caller caller, String name, Set<String> scopes, Duration valid) {
    caller.require(Right.TOKEN_WRITE);
    check(caller, name, scopes, valid);
    return Objects.requireNonNull(
        context.transactions().execute(_ -> createChecked(caller, name, scopes, valid)));
  }

  private NewToken createChecked(Caller caller, String name, Set<String> scopes, Duration valid) {
    Instant now = context.now();
    if (store.countLocked(caller.account(), now) >= context.properties().tokensPerPerson()) {
      throw new AccessProblem(Code.TOKEN_LIMIT);
    }
    var token = Token.make(context.random());
    var life = new Life(now, now.plus(valid));
    store.create(caller, name, scopes, token.id(), pepper.mac(token), life);
    context.audit().record(caller, AuditAction.TOKEN_CREATED, token.id(), String.join(" ", scopes));
    return new NewToken(token.id(), token.text(), life.to());
  }

  /**
   * For people: not more than an hour may have.
   *
   * @throws AccessProblem if there were as many
   */
  void requireSeldom(AccountId account) {
    Instant now = context.now();
    store
        .madeBefore(account, context.properties().tokensPerHour(), now.minus(RATE))
        .ifPresent(oldest -> {
          var wait = Duration.between(now, oldest.plus(RATE)).plusSeconds(1);
          throw new AccessProblem(Code.TOKEN_TOO_OFTEN, Optional.of(wait));
        });
  }

  private void check(Caller caller, String name, Set<String> scopes, Duration valid) {
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new AccessProblem(Code.TOKEN_NAME);
    }
    if (valid.compareTo(SHORTEST) < 0
        || valid.compareTo(context.properties().tokenLifetime()) > 0) {
      throw new AccessProblem(Code.TOKEN_LIFETIME);
    }
    boolean all = caller.scopes().containsAll(Caller.ALL_SCOPES);
    if (scopes.isEmpty()
        || !SCOPES.containsAll(scopes)
        || !(all || caller.scopes().containsAll(scopes))) {
      throw new AccessProblem(Code.TOKEN_SCOPE);
    }
  }

  List<TokenEntry> list(Caller caller) {
    return store.list(caller, context.now());
  }

  /** Needs no right: whoever holds one of a person's tokens can end them, which only takes away. */
  boolean revoke(Caller caller, String id) {
    return Objects.requireNonNull(
        context
            .transactions()
            .execute(_ -> {
              boolean revoked = store.revoke(caller, id, context.now());
              if (revoked) {
                context.audit().record(caller, AuditAction.TOKEN_REVOKED, id, "");
              }
              return revoked;
            }));
  }
}
