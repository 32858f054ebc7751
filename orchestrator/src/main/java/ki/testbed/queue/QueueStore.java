package ki.testbed.queue;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ki.testbed.queue.planner.Candidate;
import ki.testbed.queue.planner.Need;
import ki.testbed.queue.planner.PriorityClass;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of runs as the queue sees them. */
@Repository
class QueueStore {
  private final JdbcClient db;

  QueueStore(JdbcClient db) {
    this.db = db;
  }

  void insert(UUID run, UUID group, PriorityClass priority, Need need, Duration limit) {
    db.sql(
            """
            insert into queue_entry (run_id, group_id, attempt, class, cpu_milli, memory_bytes, run_limit)
            values (:run, :group, 1, :class, :cpu, :memory, cast(:limit as interval))
            """)
        .param("run", run)
        .param("group", group)
        .param("class", priority.name())
        .param("cpu", need.cpuMilli())
        .param("memory", need.memoryBytes())
        .param("limit", limit.toString())
        .update();
  }

  void waitAgain(UUID run, int attempt, Instant notBefore) {
    db.sql(
            """
            update queue_entry set attempt = :attempt, waiting = true, not_before = :notBefore
            where run_id = :run
            """)
        .param("run", run)
        .param("attempt", attempt)
        .param("notBefore", notBefore.atOffset(UTC))
        .update();
  }

  /** The limit of a run that stops waiting; fails if it does not wait with this attempt. */
  Duration start(UUID run, int attempt) {
    return db.sql(
            """
            update queue_entry set waiting = false
            where run_id = :run and attempt = :attempt and waiting
            returning extract(epoch from run_limit)
            """)
        .param("run", run)
        .param("attempt", attempt)
        .query(
            (row, number) -> Duration.ofMillis(row.getBigDecimal(1).movePointRight(3).longValue()))
        .single();
  }

  void lock(List<UUID> runs) {
    db.sql("select 1 from queue_entry where run_id = any (:runs) order by run_id for update")
        .param("runs", runs.toArray(UUID[]::new))
        .query(Integer.class)
        .list();
  }

  void delete(UUID run) {
    db.sql("delete from queue_entry where run_id = :run").param("run", run).update();
  }

  void imageOn(UUID run, String node) {
    db.sql(
            """
            update queue_entry set image_on = array_append(image_on, :node)
            where run_id = :run and not (:node = any (image_on))
            """)
        .param("run", run)
        .param("node", node)
        .update();
  }

  void imageGone(UUID run) {
    db.sql("update queue_entry set image_on = '{}' where run_id = :run").param("run", run).update();
  }

  /** All that wait, in no order, at most this many by age. */
  List<Candidate> waiting(int limit) {
    return db.sql("select * from queue_entry where waiting order by submit_seq limit :limit")
        .param("limit", limit)
        .query(QueueStore::candidate)
        .list();
  }

  long length() {
    return db.sql("select count(*) from queue_entry where waiting").query(Long.class).single();
  }

  private static Candidate candidate(ResultSet row, int number) throws SQLException {
    return new Candidate(
        row.getObject("run_id", UUID.class),
        row.getInt("attempt"),
        row.getObject("group_id", UUID.class),
        PriorityClass.valueOf(row.getString("class")),
        row.getLong("submit_seq"),
        new Need(row.getInt("cpu_milli"), row.getLong("memory_bytes")),
        notBefore(row),
        Set.of((String[]) row.getArray("image_on").getArray()));
  }

  private static Instant notBefore(ResultSet row) throws SQLException {
    OffsetDateTime at = row.getObject("not_before", OffsetDateTime.class);
    return at.equals(OffsetDateTime.MIN) ? Instant.MIN : at.toInstant();
  }
}
