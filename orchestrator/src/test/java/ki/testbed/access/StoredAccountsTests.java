package ki.testbed.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import ki.testbed.TestDatabase;
import ki.testbed.access.AccessProblem.Code;
import ki.testbed.access.StoredAccounts.Context;
import ki.testbed.evidence.TestEvidence;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredAccountsTests {
  private static final Set<String> READ = Set.of("submission:read");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Random RANDOM = new Random(5);
  private static final Passwords PASSWORDS = new Passwords(RANDOM);

  @TempDir Path folder;
  private final TestDatabase database = TestDatabase.shared();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T08:00:00Z"));
  private final AccountStore store = new AccountStore(database.client());
  private StoredAccounts accounts;
  private Caller anna;
  private Caller ben;

  @BeforeEach
  void setUp() {
    database.empty();
    accounts = accounts(new Pepper(new KeptSecret("pepper")));
    anna = TestCallers.submitter();
    ben = TestCallers.submitter();
  }

  private StoredAccounts accounts(Pepper pepper) {
    var audit = new TestEvidence(database, folder).audit();
    var context = new Context(properties(), database.transactions(), audit, now::get, RANDOM);
    var tokens = new Tokens(new TokenStore(database.client()), pepper, context);
    return new StoredAccounts(store, new LoginStore(database.client()), tokens, PASSWORDS, context);
  }

  private AccessProperties properties() {
    return new AccessProperties(
        folder,
        AccessProperties.Bootstrap.NONE,
        null,
        Duration.ofDays(90),
        10,
        12,
        Duration.ofMinutes(15),
        5);
  }

  @Test
  void theRightPasswordOpensAndAnyOtherDoesNot() {
    AccountId account = withPassword("clara", "a secret");

    assertThat(accounts.byPassword("clara", "a secret").orElseThrow().account()).isEqualTo(account);
    assertThat(accounts.byPassword("clara", "a secret ")).isEmpty();
    assertThat(accounts.byPassword("nobody", "a secret")).isEmpty();
    assertThat(audited()).containsExactly("SIGNED_IN", "SIGN_IN_REFUSED");
  }

  @Test
  void passwordsAreKeptAsArgon2id() {
    assertThat(PASSWORDS.hash("x")).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(PASSWORDS.generate()).matches("[0-9A-Za-z]{20}").isNotEqualTo(PASSWORDS.generate());
  }

  @Test
  void theSixthAttemptInAMinuteIsRefusedEvenWithTheRightPassword() {
    withPassword("clara", "a secret");
    for (int i = 0; i < 5; i++) {
      assertThat(accounts.byPassword("clara", "wrong")).isEmpty();
    }
    now.set(now.get().plusSeconds(20));

    var refused = problem(Code.LOGIN_THROTTLED, () -> accounts.byPassword("clara", "a secret"));
    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(40));
    assertThat(accounts.byPassword("dora", "x")).as("another name").isEmpty();

    now.set(now.get().plusSeconds(40));
    assertThat(accounts.byPassword("clara", "a secret")).isPresent();
  }

  @Test
  void attemptsAtTheSameTimeCountTooAndUnknownNamesAreThrottledAlike() throws Exception {
    Callable<Boolean> attempt =
        () -> {
          try {
            return accounts.byPassword("unknown", "x").isEmpty();
          } catch (AccessProblem e) {
            return false;
          }
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long tried = 0;
      for (var one : threads.invokeAll(Collections.nCopies(12, attempt))) {
        tried += one.get() ? 1 : 0;
      }
      assertThat(tried).isEqualTo(5);
    }
  }

  @Test
  void aSuccessForgetsEarlierFailures() {
    withPassword("clara", "a secret");
    for (int round = 0; round < 3; round++) {
      assertThat(accounts.byPassword("clara", "wrong")).isEmpty();
      assertThat(accounts.byPassword("clara", "wrong")).isEmpty();
      assertThat(accounts.byPassword("clara", "a secret")).isPresent();
    }
  }

  @Test
  void aLoginLinkOpensOnceWithinItsTime() throws Exception {
    String link = accounts.newLoginLink(anna.account(), Duration.ofMinutes(15));
    Callable<Optional<Caller>> use = () -> accounts.byLoginLink(link);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var opened =
          threads.invokeAll(Collections.nCopies(8, use)).stream()
              .filter(one -> one.resultNow().isPresent())
              .toList();
      assertThat(opened).hasSize(1);
      assertThat(opened.getFirst().get().orElseThrow()).isEqualTo(anna);
    }

    String late = accounts.newLoginLink(anna.account(), Duration.ofMinutes(15));
    now.set(now.get().plus(Duration.ofMinutes(15)));
    assertThat(accounts.byLoginLink(late)).isEmpty();
    assertThat(accounts.byLoginLink("never made")).isEmpty();
  }

  @Test
  void aTokenActsForItsOwnerWithinItsScopes() {
    NewToken token = accounts.newToken(anna, "laptop", READ, DAY);

    assertThat(token.secret()).matches("tb_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}");
    Caller caller = accounts.byToken(token.secret()).orElseThrow();
    assertThat(caller.account()).isEqualTo(anna.account());
    assertThat(caller.organisation()).isEqualTo(anna.organisation());
    assertThat(caller.may(Right.SUBMISSION_READ)).isTrue();
    assertThat(caller.may(Right.SUBMISSION_WRITE)).isFalse();
    assertThatThrownBy(() -> accounts.newToken(caller, "child", READ, DAY))
        .isInstanceOf(AccessDenied.class);
    assertThat(accounts.tokens(anna))
        .containsExactly(
            new TokenEntry(token.id(), "laptop", READ, now.get(), now.get().plus(DAY)));
    assertThat(accounts.tokens(ben)).isEmpty();
  }

  @Test
  void anythingButTheWholeTokenIsRefused() {
    String token = accounts.newToken(anna, "laptop", READ, DAY).secret();
    String other = Token.make(RANDOM).text();

    assertThat(accounts.byToken(other)).isEmpty();
    assertThat(accounts.byToken(token.substring(0, 16) + other.substring(16))).isEmpty();
    assertThat(accounts.byToken("")).isEmpty();
    assertThat(accounts(new Pepper(new KeptSecret("another"))).byToken(token))
        .as("who only has the database")
        .isEmpty();
  }

  @Test
  void aMistypedTokenIsRefusedByItsCheckSum() {
    String token = Token.make(RANDOM).text();
    for (int i = 3; i < token.length(); i++) {
      char other = token.charAt(i) == '7' ? '8' : '7';
      assertThat(Token.parse(token.substring(0, i) + other + token.substring(i + 1)))
          .as("position " + i)
          .isEmpty();
    }
    assertThat(Token.parse(token)).isPresent();
  }

  @Test
  void expiredAndRevokedTokensAndThoseOfFormerMembersOpenNothing() {
    String expired = accounts.newToken(anna, "a", READ, Duration.ofHours(1)).secret();
    NewToken revoked = accounts.newToken(anna, "b", READ, DAY);
    String former = accounts.newToken(ben, "c", READ, DAY).secret();
    now.set(now.get().plus(Duration.ofHours(1)));

    assertThat(accounts.byToken(expired)).isEmpty();
    assertThat(accounts.revokeToken(ben, revoked.id())).as("somebody else's").isFalse();
    assertThat(accounts.byToken(revoked.secret())).isPresent();
    assertThat(accounts.revokeToken(anna, revoked.id())).isTrue();
    assertThat(accounts.revokeToken(anna, revoked.id())).isFalse();
    assertThat(accounts.byToken(revoked.secret())).isEmpty();
    database
        .client()
        .sql("update membership set ended_at = now() where account_id = :id")
        .param("id", ben.account().value())
        .update();
    assertThat(accounts.byToken(former)).isEmpty();
    assertThat(accounts.refresh(ben.account(), ben.organisation())).isEmpty();
  }

  @Test
  void nobodyHasMoreThanTenTokens() throws Exception {
    Callable<Boolean> make =
        () -> {
          try {
            accounts.newToken(anna, "many", READ, DAY);
            return true;
          } catch (AccessProblem e) {
            return e.code() != Code.TOKEN_LIMIT;
          }
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var made =
          threads.invokeAll(Collections.nCopies(16, make)).stream()
              .filter(one -> one.resultNow())
              .count();
      assertThat(made).isEqualTo(10);
    }
    assertThat(accounts.revokeToken(anna, accounts.tokens(anna).getFirst().id())).isTrue();
    assertThat(accounts.newToken(anna, "room again", READ, DAY)).isNotNull();
  }

  @Test
  void anHourHasItsNumberOfTokensRevokedOnesIncluded() {
    for (int i = 0; i < 12; i++) {
      accounts.revokeToken(anna, accounts.newToken(anna, "one of many", READ, DAY).id());
    }

    assertThatThrownBy(() -> accounts.newToken(anna, "one more", READ, DAY))
        .isInstanceOfSatisfying(
            AccessProblem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(Code.TOKEN_TOO_OFTEN);
              assertThat(problem.retryAfter().orElseThrow()).isPositive();
            });
    now.set(now.get().plus(Duration.ofHours(1)));
    assertThat(accounts.newToken(anna, "one more", READ, DAY)).isNotNull();
  }

  @Test
  void nameScopesAndLifetimeAreChecked() {
    problem(Code.TOKEN_NAME, () -> accounts.newToken(anna, " ", READ, DAY));
    problem(Code.TOKEN_NAME, () -> accounts.newToken(anna, "a\u001b[31m", READ, DAY));
    problem(Code.TOKEN_SCOPE, () -> accounts.newToken(anna, "a", Set.of(), DAY));
    problem(Code.TOKEN_SCOPE, () -> accounts.newToken(anna, "a", Set.of("token:write"), DAY));
    problem(Code.TOKEN_SCOPE, () -> accounts.newToken(anna, "a", Set.of("*"), DAY));
    problem(Code.TOKEN_LIFETIME, () -> accounts.newToken(anna, "a", READ, Duration.ofDays(91)));
    problem(Code.TOKEN_LIFETIME, () -> accounts.newToken(anna, "a", READ, Duration.ZERO));
  }

  @Test
  void theDatabaseHoldsNoSecret() {
    String password = "a rare secret";
    withPassword("clara", password);
    String token = accounts.newToken(anna, "laptop", READ, DAY).secret();
    String link = accounts.newLoginLink(anna.account(), DAY);
    assertThat(accounts.byPassword("clara", "wrong")).isEmpty();

    String dump = dump();

    assertThat(dump).contains("clara");
    for (String secret :
        List.of(password, token, token.substring(16, 59), link, hex(sha256(token)))) {
      assertThat(dump).doesNotContain(secret);
    }
  }

  private String dump() {
    var all = new StringBuilder();
    for (String table :
        List.of(
            "account", "membership", "api_token", "login_link", "login_bucket", "audit_entry")) {
      database
          .client()
          .sql("select t::text from " + table + " t")
          .query(String.class)
          .list()
          .forEach(all::append);
    }
    return all.toString();
  }

  private AccountId withPassword(String login, String password) {
    var home = store.createOrganisation("Home of " + login, OrganisationKind.SUBMITTER);
    var account = store.createAccount(home, login, login, PASSWORDS.hash(password));
    store.createMembership(account, home, Set.of(Role.SUBMITTER));
    return account;
  }

  private List<String> audited() {
    return database
        .client()
        .sql("select action from audit_entry where org_id <> :platform order by seq")
        .param("platform", OrganisationId.PLATFORM.value())
        .query(String.class)
        .list();
  }

  private static AccessProblem problem(Code code, ThrowingCallable call) {
    var problem = catchThrowableOfType(AccessProblem.class, call);
    assertThat(problem).as("a refusal").isNotNull();
    assertThat(problem.code()).isEqualTo(code);
    return problem;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(Arrays.copyOf(bytes, 16));
  }
}
