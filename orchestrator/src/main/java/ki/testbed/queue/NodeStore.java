package ki.testbed.queue;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of nodes. */
@Repository
class NodeStore {
  private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

  private final JdbcClient db;
  private final JsonMapper json;

  NodeStore(JdbcClient db, JsonMapper json) {
    this.db = db;
    this.json = json;
  }

  /**
   * The node answers: its row says what it is; a cordoned one stays cordoned. One that is new or
   * was away is not trusted before it has been tried.
   */
  void seen(NodeReport report, Instant now) {
    db.sql(
            """
            insert into node (id, backend, tier, cpus, memory_bytes, details, state, since, seen_at)
            values (:id, :backend, :tier, :cpus, :memory, :details, 'SUSPECT', :now, :now)
            on conflict (id) do update
            set backend = excluded.backend, tier = excluded.tier, cpus = excluded.cpus,
                memory_bytes = excluded.memory_bytes, details = excluded.details, seen_at = :now,
                since = case when node.state = 'DOWN' then :now else node.since end,
                why = case when node.state = 'DOWN' then '' else node.why end,
                state = case when node.state = 'DOWN' then 'SUSPECT' else node.state end
            """)
        .param("id", report.id())
        .param("backend", report.backend())
        .param("tier", report.tier())
        .param("cpus", report.cpus())
        .param("memory", report.memoryBytes())
        .param("details", json.writeValueAsString(report.details()))
        .param("now", now.atOffset(UTC))
        .update();
  }

  /** The node does not answer. */
  void down(String id, String why, Instant now) {
    db.sql(
            """
            update node set state = 'DOWN', why = :why, since = :now
            where id = :id and state in ('READY', 'SUSPECT')
            """)
        .param("id", id)
        .param("why", why)
        .param("now", now.atOffset(UTC))
        .update();
  }

  /** Something is wrong with the node, or may be. */
  void suspect(String id, String why, Instant now) {
    db.sql(
            """
            update node set state = 'SUSPECT', why = :why,
                since = case when state = 'SUSPECT' then since else :now end
            where id = :id and state in ('READY', 'SUSPECT')
            """)
        .param("id", id)
        .param("why", why)
        .param("now", now.atOffset(UTC))
        .update();
  }

  /** Nothing is wrong with it any more. */
  void ready(String id, Instant now) {
    db.sql(
            "update node set state = 'READY', why = '', since = :now where id = :id and state = 'SUSPECT'")
        .param("id", id)
        .param("now", now.atOffset(UTC))
        .update();
  }

  List<Node> all() {
    return db.sql("select * from node order by id limit 10000").query(this::node).list();
  }

  private Node node(ResultSet row, int number) throws SQLException {
    return new Node(
        row.getString("id"),
        row.getString("backend"),
        row.getString("tier"),
        row.getInt("cpus"),
        row.getLong("memory_bytes"),
        json.readValue(row.getString("details"), DETAILS),
        NodeState.valueOf(row.getString("state")),
        row.getString("why"),
        row.getObject("since", OffsetDateTime.class).toInstant(),
        row.getObject("seen_at", OffsetDateTime.class).toInstant());
  }
}
