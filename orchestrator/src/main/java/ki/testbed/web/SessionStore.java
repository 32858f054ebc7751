package ki.testbed.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import ki.testbed.access.AccountId;
import ki.testbed.access.Acting;
import ki.testbed.access.Caller;
import ki.testbed.access.OrganisationId;
import ki.testbed.protocol.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Table {@code web_session}. */
@Component
class SessionStore implements Sessions {
  private static final int SECRET_BYTES = 32;
  private static final Duration TOUCH = Duration.ofMinutes(1);

  private final JdbcClient db;
  private final WebProperties settings;
  private final TransactionTemplate transactions;
  private final InstantSource clock;
  private final RandomGenerator random;

  SessionStore(
      JdbcClient db,
      WebProperties settings,
      TransactionTemplate transactions,
      InstantSource clock,
      RandomGenerator random) {
    this.db = db;
    this.transactions = transactions;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public String open(Caller caller) {
    return Acting.forEverybody(() -> transactions.execute(_ -> opened(caller)));
  }

  private String opened(Caller caller) {
    String secret = secret();
    forget();
    db.sql(
            """
            insert into web_session (secret_sha256, account_id, org_id, created_at, touched_at)
            values (:hash, :account, :organisation, :now, :now)
            """)
        .param("hash", hash(secret))
        .param("account", caller.account().value())
        .param("organisation", caller.organisation().value())
        .param("now", at(clock.instant()))
        .update();
    trim(caller.account());
    return secret;
  }

  private void forget() {
    db.sql("delete from web_session where created_at <= :absolute or touched_at <= :idle")
        .param("absolute", at(clock.instant().minus(settings.longest())))
        .param("idle", at(clock.instant().minus(settings.idle())))
        .update();
  }

  private void trim(AccountId account) {
    db.sql(
            """
            delete from web_session
             where account_id = :account
               and secret_sha256 not in (
                 select secret_sha256 from web_session where account_id = :account
                  order by created_at desc, secret_sha256 limit :kept)
            """)
        .param("account", account.value())
        .param("kept", settings.sessionsPerPerson())
        .update();
  }

  @Override
  public Optional<Session> find(String secret) {
    return Acting.forEverybody(() -> found(secret));
  }

  private Optional<Session> found(String secret) {
    Instant now = clock.instant();
    Optional<Session> found =
        db.sql(
                """
                select account_id as account, org_id as organisation, created_at, touched_at
                  from web_session
                 where secret_sha256 = :hash and created_at > :absolute and touched_at > :idle
                """)
            .param("hash", hash(secret))
            .param("absolute", at(now.minus(settings.longest())))
            .param("idle", at(now.minus(settings.idle())))
            .query(Row.class)
            .optional()
            .map(Row::session);
    found
        .filter(session -> session.touchedAt().plus(TOUCH).isBefore(now))
        .ifPresent(_ -> touch(secret, now));
    return found;
  }

  private void touch(String secret, Instant now) {
    db.sql("update web_session set touched_at = :now where secret_sha256 = :hash")
        .param("now", at(now))
        .param("hash", hash(secret))
        .update();
  }

  @Override
  public void close(String secret) {
    var _ =
        Acting.forEverybody(() ->
            db.sql("delete from web_session where secret_sha256 = :hash")
                .param("hash", hash(secret))
                .update());
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String hash(String secret) {
    return Sha256.of(secret.getBytes(StandardCharsets.UTF_8)).hex();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** A row. */
  private record Row(
      UUID account, UUID organisation, OffsetDateTime createdAt, OffsetDateTime touchedAt) {
    Session session() {
      return new Session(
          new AccountId(account),
          new OrganisationId(organisation),
          createdAt.toInstant(),
          touchedAt.toInstant());
    }
  }
}
