package ki.testbed.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import ki.testbed.access.OrganisationId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outbox as tables. */
record OutboxStore(JdbcClient db) {
  private static final int BATCH = 10_000;

  /** Takes the next number, which holds the head's row until commit, then appends under it. */
  void insert(OrganisationId organisation, UUID evaluation, String type, String body) {
    db.sql(
            """
            with head as (
              insert into outbox_head as h (evaluation_id, org_id, last) values (:evaluation, :org, 1)
              on conflict (evaluation_id) do update set last = h.last + 1 returning last
            )
            insert into outbox (evaluation_id, id, org_id, type, body)
            select :evaluation, last, :org, :type, :body from head
            """)
        .param("evaluation", evaluation)
        .param("org", organisation.value())
        .param("type", type)
        .param("body", body)
        .update();
  }

  List<LiveEvent> after(OrganisationId organisation, UUID evaluation, long id, int limit) {
    return db.sql(
            """
            select id, evaluation_id, type, body, at from outbox
            where org_id = :org and evaluation_id = :evaluation and id > :id order by id limit :limit
            """)
        .param("org", organisation.value())
        .param("evaluation", evaluation)
        .param("id", id)
        .param("limit", limit)
        .query((row, _) -> event(row))
        .list();
  }

  /** Forgets a bounded number; how many it was. */
  int deleteBefore(Instant then) {
    return db.sql(
            """
            delete from outbox where (evaluation_id, id) in
              (select evaluation_id, id from outbox where at < :then order by at limit :batch)
            """)
        .param("then", then.atOffset(ZoneOffset.UTC))
        .param("batch", BATCH)
        .update();
  }

  private static LiveEvent event(ResultSet row) throws SQLException {
    return new LiveEvent(
        row.getLong("id"),
        row.getObject("evaluation_id", UUID.class),
        row.getString("type"),
        row.getString("body"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
