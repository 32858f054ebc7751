package ki.testbed.evaluation;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.protocol.Event;
import ki.testbed.sandbox.Usage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Preliminary figures of running runs, for every replica to see; lost with the database server, and
 * no loss.
 */
@Repository
class LiveStore {
  private final JdbcClient db;
  private final LiveRows rows;

  LiveStore(JdbcClient db, LiveRows rows) {
    this.db = db;
    this.rows = rows;
  }

  /**
   * Figures and the number of the last event told; refused if that is not new or the attempt not
   * this leader's.
   */
  boolean advance(
      Run run, long seq, Optional<Event.Progress> progress, Optional<Usage> usage, Instant now) {
    return db.sql(
                """
                insert into run_live as l (run_id, org_id, attempt, seq, progress, usage, at)
                select r.id, r.org_id, r.attempt, :seq, :progress, :usage, :now
                from run r where r.id = :run and r.attempt = :attempt and r.epoch = :epoch
                on conflict (run_id) do update
                set attempt = excluded.attempt, seq = excluded.seq, at = excluded.at,
                    progress = coalesce(excluded.progress, l.progress),
                    usage = coalesce(excluded.usage, l.usage)
                where l.attempt < excluded.attempt or l.seq < excluded.seq
                """)
            .param("run", run.id().value())
            .param("attempt", run.attempt())
            .param("epoch", run.epoch())
            .param("seq", seq)
            .param("progress", progress.map(rows::text).orElse(null))
            .param("usage", usage.map(rows::text).orElse(null))
            .param("now", now.atOffset(UTC))
            .update()
        == 1;
  }

  /** The last event of this attempt that was told, 0 for none. */
  long told(UUID run, int attempt) {
    return db.sql("select seq from run_live where run_id = :run and attempt = :attempt")
        .param("run", run)
        .param("attempt", attempt)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  Optional<LiveFigures> find(RunId run) {
    return db.sql("select * from run_live where run_id = :run and progress is not null")
        .param("run", run.value())
        .query((row, number) -> rows.figures(run, row))
        .optional();
  }
}
