package ki.testbed.access;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.TokenStore.Life;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One-time links, and how often somebody tried to sign in. Only hashes of secrets and of login
 * names are kept.
 */
record LoginStore(JdbcClient db) {

  /** Attempts in a window. */
  record Bucket(int attempts, Instant since) {}

  /** Counts an attempt in one statement, so that attempts at the same time count too. */
  Bucket countAttempt(byte[] loginHash, Instant now, Duration window) {
    return db.sql(
            """
            insert into login_bucket as b (login_hash, since, attempts) values (:login, :now, 1)
            on conflict (login_hash) do update set
              attempts = case when b.since <= :windowStart then 1 else b.attempts + 1 end,
              since = case when b.since <= :windowStart then excluded.since else b.since end
            returning attempts, since
            """)
        .param("login", loginHash)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("windowStart", now.minus(window).atOffset(ZoneOffset.UTC))
        .query((row, _) ->
            new Bucket(
                row.getInt("attempts"), row.getObject("since", OffsetDateTime.class).toInstant()))
        .single();
  }

  void forgetAttempts(byte[] loginHash) {
    db.sql("delete from login_bucket where login_hash = :login").param("login", loginHash).update();
  }

  /** Names nobody tried since then. */
  int forgetAttemptsBefore(Instant then) {
    return db.sql("delete from login_bucket where since < :then")
        .param("then", then.atOffset(ZoneOffset.UTC))
        .update();
  }

  void createLink(byte[] secretHash, OrganisationId organisation, AccountId account, Life life) {
    db.sql(
            """
            insert into login_link (secret_hash, org_id, account_id, created_at, expires_at)
            values (:hash, :org, :account, :from, :to)
            """)
        .param("hash", secretHash)
        .param("org", organisation.value())
        .param("account", account.value())
        .param("from", life.from().atOffset(ZoneOffset.UTC))
        .param("to", life.to().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Whose link it is; of any number of callers at once, one gets an answer. */
  Optional<AccountId> useLink(byte[] secretHash, Instant now) {
    return db.sql(
            """
            update login_link set used_at = :now
            where secret_hash = :hash and used_at is null and expires_at > :now
            returning account_id
            """)
        .param("hash", secretHash)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(UUID.class)
        .optional()
        .map(AccountId::new);
  }
}
