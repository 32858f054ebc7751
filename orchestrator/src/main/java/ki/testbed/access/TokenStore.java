package ki.testbed.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tokens, without their secrets. */
record TokenStore(JdbcClient db) {

  /** What a token stands for. */
  record Stored(AccountId account, OrganisationId organisation, Set<String> scopes, byte[] mac) {}

  Optional<Stored> living(String id, Instant now) {
    return db.sql(
            """
            select account_id, org_id, scopes, secret_mac from api_token
            where id = :id and revoked_at is null and expires_at > :now
            """)
        .param("id", id)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, _) -> stored(row))
        .optional();
  }

  void create(Caller caller, String name, Set<String> scopes, String id, byte[] mac, Life life) {
    db.sql(
            """
            insert into api_token (id, org_id, account_id, name, secret_mac, scopes, created_at, expires_at)
            values (:id, :org, :account, :name, :mac, :scopes, :from, :to)
            """)
        .param("id", id)
        .param("org", caller.organisation().value())
        .param("account", caller.account().value())
        .param("name", name)
        .param("mac", mac)
        .param("scopes", scopes.stream().sorted().toArray(String[]::new))
        .param("from", life.from().atOffset(ZoneOffset.UTC))
        .param("to", life.to().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** When a token lives. */
  record Life(Instant from, Instant to) {}

  /**
   * How many tokens this person has in all organisations; holds the account's row so that two
   * cannot count at once.
   */
  long countLocked(AccountId account, Instant now) {
    db.sql("select id from account where id = :account for update")
        .param("account", account.value())
        .query(UUID.class)
        .single();
    return db.sql(
            """
            select count(*) from api_token
            where account_id = :account and revoked_at is null and expires_at > :now
            """)
        .param("account", account.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  /** When the n-th youngest token since then was made, if there are as many. */
  Optional<Instant> madeBefore(AccountId account, int n, Instant since) {
    return db.sql(
            """
            select created_at from api_token where account_id = :account and created_at > :since
            order by created_at desc offset :skipped limit 1
            """)
        .param("account", account.value())
        .param("since", since.atOffset(ZoneOffset.UTC))
        .param("skipped", n - 1)
        .query((row, _) -> row.getObject("created_at", OffsetDateTime.class).toInstant())
        .optional();
  }

  List<TokenEntry> list(Caller caller, Instant now) {
    return db.sql(
            """
            select id, name, scopes, created_at, expires_at from api_token
            where org_id = :org and account_id = :account and revoked_at is null and expires_at > :now
            order by created_at, id
            """)
        .param("org", caller.organisation().value())
        .param("account", caller.account().value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, _) -> entry(row))
        .list();
  }

  boolean revoke(Caller caller, String id, Instant now) {
    return db.sql(
                """
                update api_token set revoked_at = :now
                where id = :id and org_id = :org and account_id = :account and revoked_at is null
                """)
            .param("id", id)
            .param("org", caller.organisation().value())
            .param("account", caller.account().value())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        new AccountId(row.getObject("account_id", UUID.class)),
        new OrganisationId(row.getObject("org_id", UUID.class)),
        Set.copyOf(AccountStore.texts(row, "scopes")),
        row.getBytes("secret_mac"));
  }

  private static TokenEntry entry(ResultSet row) throws SQLException {
    return new TokenEntry(
        row.getString("id"),
        row.getString("name"),
        Set.copyOf(AccountStore.texts(row, "scopes")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant());
  }
}
