package ki.testbed.queue;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The row of the leader's lease; its times are the database's. */
@Repository
class LeaderStore {
  private final JdbcClient db;

  LeaderStore(JdbcClient db) {
    this.db = db;
  }

  /** Renews the holder's own lease or takes over an expired one; the epoch then held, if any. */
  Optional<Long> acquire(String holder, Duration lease) {
    return db.sql(
            """
            insert into planner_leader as l (epoch, holder, valid_until)
            values (1, :holder, clock_timestamp() + cast(:lease as interval))
            on conflict (one) do update
            set epoch = case when l.holder = :holder then l.epoch else l.epoch + 1 end,
                holder = :holder,
                valid_until = excluded.valid_until
            where l.holder = :holder or l.valid_until < clock_timestamp()
            returning epoch
            """)
        .param("holder", holder)
        .param("lease", lease.toString())
        .query(Long.class)
        .optional();
  }

  /** Lets the next one take over at once. */
  void resign(String holder) {
    db.sql("update planner_leader set valid_until = '-infinity' where holder = :holder")
        .param("holder", holder)
        .update();
  }

  /**
   * Whether this epoch still leads; it cannot end before the surrounding transaction does. So that
   * a process that is paused right here does not keep the lease for ever, the database ends a
   * transaction that rests for some seconds from now on.
   */
  boolean holds(long epoch) {
    return db.sql(
            """
            with bounded as materialized (
              select set_config('idle_in_transaction_session_timeout', '5s', true) as rest)
            select 1 from planner_leader l, bounded where l.epoch = :epoch and bounded.rest is not null for share of l
            """)
        .param("epoch", epoch)
        .query(Integer.class)
        .optional()
        .isPresent();
  }
}
