package ki.testbed.queue;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of claims; the database forbids two at one time in one place. */
@Repository
class ClaimStore {
  private final JdbcClient db;

  ClaimStore(JdbcClient db) {
    this.db = db;
  }

  /** A whole node for one attempt of a run. */
  Claim insert(UUID run, int attempt, String node, Instant from, Instant until, long epoch) {
    return db.sql(
            """
            insert into claim (kind, owner_id, attempt, node_id, lanes, milli, during, state, epoch)
            values ('RUN', :run, :attempt, :node, int4range(0, 1024), 1000,
                    tstzrange(:from, :until), 'ALLOCATED', :epoch)
            returning *, lower(during) as from_at, upper(during) as until_at
            """)
        .param("run", run)
        .param("attempt", attempt)
        .param("node", node)
        .param("from", from.atOffset(UTC))
        .param("until", until.atOffset(UTC))
        .param("epoch", epoch)
        .query(ClaimStore::claim)
        .single();
  }

  /** Ends a claim, whose period ends now at the latest; false if it was released before. */
  boolean release(UUID id, Instant now) {
    return db.sql(
                """
                update claim
                set state = 'RELEASED', released_at = :now,
                    during = tstzrange(lower(during), least(upper(during),
                             greatest(:now, lower(during) + interval '1 millisecond')))
                where id = :id and state <> 'RELEASED'
                """)
            .param("id", id)
            .param("now", now.atOffset(UTC))
            .update()
        == 1;
  }

  List<Claim> open() {
    return db.sql(
            """
            select *, lower(during) as from_at, upper(during) as until_at
            from claim where state <> 'RELEASED' order by id limit 10000
            """)
        .query(ClaimStore::claim)
        .list();
  }

  Optional<Claim> find(UUID run, int attempt) {
    return db.sql(
            """
            select *, lower(during) as from_at, upper(during) as until_at
            from claim where owner_id = :run and attempt = :attempt
            """)
        .param("run", run)
        .param("attempt", attempt)
        .query(ClaimStore::claim)
        .optional();
  }

  private static Claim claim(ResultSet row, int number) throws SQLException {
    return new Claim(
        row.getObject("id", UUID.class),
        row.getObject("owner_id", UUID.class),
        row.getInt("attempt"),
        row.getString("node_id"),
        row.getObject("from_at", OffsetDateTime.class).toInstant(),
        row.getObject("until_at", OffsetDateTime.class).toInstant(),
        row.getLong("epoch"));
  }
}
