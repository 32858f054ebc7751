package ki.testbed.evaluation;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.Caller;
import ki.testbed.access.OrganisationId;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Scenario;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of runs; only {@link RunTransitions} calls what changes a state. */
@Repository
class RunStore {
  private static final int MOST = 1000;

  private final JdbcClient db;
  private final RunRows rows;

  RunStore(JdbcClient db, RunRows rows) {
    this.db = db;
    this.rows = rows;
  }

  RunId insert(
      OrganisationId organisation,
      EvaluationId evaluation,
      int ordinal,
      Scenario scenario,
      Instant now) {
    return new RunId(
        db.sql(
                """
                insert into run (org_id, evaluation_id, ordinal, scenario, state, since, created_at)
                values (:org, :evaluation, :ordinal, :scenario, 'QUEUED', :now, :now)
                returning id
                """)
            .param("org", organisation.value())
            .param("evaluation", evaluation.value())
            .param("ordinal", ordinal)
            .param("scenario", rows.text(scenario))
            .param("now", now.atOffset(UTC))
            .query(UUID.class)
            .single());
  }

  /** Writes a move and its line in the history; the number of runs moved. */
  int move(RunChange change) {
    Run before = change.before();
    return db.sql(
            """
            with moved as (
              update run
              set state = :to, reason = :reason, detail = :detail, since = :at, attempt = :attempt,
                  epoch = :epoch, validity = :validity, partial = :partial,
                  claim_id = case when :to = 'QUEUED' then null else claim_id end,
                  node_id = case when :to = 'QUEUED' then null else node_id end,
                  sandbox_seen = sandbox_seen and :to <> 'QUEUED',
                  ending_reason = null, ending_detail = '{}'
              where id = :id and state = :from and attempt = :attemptBefore and epoch = :epochBefore
              returning *
            )
            insert into run_history (run_id, org_id, seq, attempt, state, reason, detail, epoch, at)
            select m.id, m.org_id,
                   (select coalesce(max(h.seq), 0) + 1 from run_history h where h.run_id = m.id),
                   m.attempt, m.state, m.reason, m.detail, m.epoch, m.since
            from moved m
            """)
        .param("id", before.id().value())
        .param("from", before.state().name())
        .param("attemptBefore", before.attempt())
        .param("epochBefore", before.epoch())
        .param("to", change.to().name())
        .param("reason", change.reason().map(Reason::name).orElse(null))
        .param("detail", rows.text(change.detail()))
        .param("at", change.at().atOffset(UTC))
        .param("attempt", change.attempt())
        .param("epoch", change.epoch())
        .param("validity", change.validity().map(Enum::name).orElse(null))
        .param("partial", change.partial())
        .update();
  }

  /** First line of a run's history. */
  void begin(RunId run) {
    db.sql(
            """
            insert into run_history (run_id, org_id, seq, attempt, state, detail, epoch, at)
            select id, org_id, 1, attempt, state, detail, epoch, since from run where id = :id
            """)
        .param("id", run.value())
        .update();
  }

  /** The claim of a run that starts, and the world it starts in. */
  void claimed(RunId run, UUID claim, String node, Map<String, String> environment) {
    db.sql(
            """
            update run set claim_id = :claim, node_id = :node, environment = :environment
            where id = :id
            """)
        .param("id", run.value())
        .param("claim", claim)
        .param("node", node)
        .param("environment", rows.text(environment))
        .update();
  }

  int adopt(Run run, long epoch) {
    return db.sql(
            """
            update run set epoch = :epoch
            where id = :id and attempt = :attempt and epoch = :before and epoch < :epoch
            """)
        .param("id", run.id().value())
        .param("attempt", run.attempt())
        .param("before", run.epoch())
        .param("epoch", epoch)
        .update();
  }

  int sandboxSeen(Run run) {
    return db.sql(
            """
            update run set sandbox_seen = true
            where id = :id and attempt = :attempt and epoch = :epoch
            """)
        .param("id", run.id().value())
        .param("attempt", run.attempt())
        .param("epoch", run.epoch())
        .update();
  }

  int intend(Run run, Why why) {
    return db.sql(
            """
            update run set ending_reason = :reason, ending_detail = :detail
            where id = :id and attempt = :attempt and epoch = :epoch and state = :state
            """)
        .param("id", run.id().value())
        .param("attempt", run.attempt())
        .param("epoch", run.epoch())
        .param("state", run.state().name())
        .param("reason", why.reason().name())
        .param("detail", rows.text(why.detail()))
        .update();
  }

  void findings(RunId run, List<Finding> findings) {
    db.sql("update run set findings = :findings where id = :id")
        .param("id", run.value())
        .param("findings", rows.text(findings))
        .update();
  }

  List<Finding> findings(RunId run) {
    return rows.findings(
        db.sql("select findings from run where id = :id")
            .param("id", run.value())
            .query(String.class)
            .single());
  }

  /** Marks all runs of an evaluation that have not ended. */
  void requestCancel(EvaluationId evaluation) {
    db.sql(
            """
            update run set cancel_requested = true
            where evaluation_id = :evaluation
              and state not in ('SUCCEEDED', 'FAILED', 'CANCELLED')
            """)
        .param("evaluation", evaluation.value())
        .update();
  }

  Optional<RunRow> find(RunId id) {
    return db.sql(
            """
            select * from run_now where id = :id
            """)
        .param("id", id.value())
        .query(rows::row)
        .optional();
  }

  Optional<RunRow> find(Caller caller, RunId id) {
    return db.sql(
            """
            select * from run_now where id = :id and org_id = :org
            """)
        .param("id", id.value())
        .param("org", caller.organisation().value())
        .query(rows::row)
        .optional();
  }

  List<RunRow> ofEvaluation(EvaluationId evaluation) {
    return db.sql(
            """
            select * from run_now where evaluation_id = :evaluation order by ordinal limit 1000
            """)
        .param("evaluation", evaluation.value())
        .query(rows::row)
        .list();
  }

  /** Runs that hold something. */
  List<RunRow> active() {
    return db.sql(
            """
            select * from run_now
            where state in ('PROVISIONING', 'RUNNING', 'DRAINING', 'COLLECTING')
            order by id limit :most
            """)
        .param("most", MOST)
        .query(rows::row)
        .list();
  }

  /**
   * Runs that have waited since before this instant, or that are to be cancelled while they wait.
   */
  List<RunRow> overdue(Instant queuedBefore) {
    return db.sql(
            """
            select * from run_now
            where state = 'QUEUED' and (since < :before or cancel_requested)
            order by id limit :most
            """)
        .param("before", queuedBefore.atOffset(UTC))
        .param("most", MOST)
        .query(rows::row)
        .list();
  }

  /** Runs that have not ended, and those that ended from this instant on; newest first. */
  List<RunRow> observed(Instant endedSince, int limit) {
    return db.sql(
            """
            select * from run_now
            where state not in ('SUCCEEDED', 'FAILED', 'CANCELLED') or since >= :since
            order by case when state = 'QUEUED' then 2
                          when state in ('SUCCEEDED', 'FAILED', 'CANCELLED') then 1 else 0 end, id desc
            limit :limit
            """)
        .param("since", endedSince.atOffset(UTC))
        .param("limit", limit)
        .query(rows::row)
        .list();
  }

  Map<RunState, Long> counts() {
    var counts = new EnumMap<RunState, Long>(RunState.class);
    for (RunState state : RunState.values()) {
      counts.put(state, 0L);
    }
    db.sql("select state, count(*) as runs from run group by state")
        .query((row, number) ->
            counts.put(RunState.valueOf(row.getString("state")), row.getLong("runs")))
        .list();
    return counts;
  }

  Map<RunState, Instant> oldest() {
    var oldest = new EnumMap<RunState, Instant>(RunState.class);
    db.sql(
            """
            select state, min(since) as oldest from run
            where state not in ('SUCCEEDED', 'FAILED', 'CANCELLED') group by state
            """)
        .query((row, number) ->
            oldest.put(RunState.valueOf(row.getString("state")), RunRows.instant(row, "oldest")))
        .list();
    return oldest;
  }

  List<HistoryEntry> history(RunId run) {
    return db.sql("select * from run_history where run_id = :run order by seq limit 10000")
        .param("run", run.value())
        .query(rows::history)
        .list();
  }
}
