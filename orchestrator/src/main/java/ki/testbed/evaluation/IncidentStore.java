package ki.testbed.evaluation;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of what operators must know of a node; only ever appended. */
@Repository
class IncidentStore {
  private final JdbcClient db;

  IncidentStore(JdbcClient db) {
    this.db = db;
  }

  /** Kinds, as a closed set. */
  enum Kind {
    /** A node does not keep the profile. */
    PREFLIGHT_FAILED,
    /** Processes outlived their container and were ended by the reaper. */
    GHOST_PROCESS,
    /** A sandbox cannot be removed; its claim stays. */
    CLEANUP_FAILED
  }

  void append(Kind kind, String node, Optional<UUID> run, String detail, Instant at) {
    db.sql(
            """
            insert into incident (kind, node_id, run_id, detail, at)
            values (:kind, :node, :run, :detail, :at)
            """)
        .param("kind", kind.name())
        .param("node", node)
        .param("run", run.orElse(null))
        .param("detail", detail)
        .param("at", at.atOffset(UTC))
        .update();
  }

  /** The latest of a node first, in words. */
  List<String> latest(String node, int limit) {
    return db.sql(
            """
            select kind || ': ' || detail from incident where node_id = :node
            order by at desc, id desc limit :limit
            """)
        .param("node", node)
        .param("limit", limit)
        .query((row, _) -> row.getString(1))
        .list();
  }
}
