package ki.testbed.evaluation;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Secret seeds of attempts. */
@Repository
class SeedStore {
  private final JdbcClient db;

  SeedStore(JdbcClient db) {
    this.db = db;
  }

  /** A seed with its public commit. */
  record Seed(RunId run, int attempt, String seed, String commit) {}

  void insert(Run run, String seed, String commit) {
    db.sql(
            """
            insert into run_seed (run_id, org_id, attempt, seed, seed_commit)
            values (:run, :org, :attempt, :seed, :commit)
            """)
        .param("run", run.id().value())
        .param("org", run.organisation().value())
        .param("attempt", run.attempt())
        .param("seed", seed)
        .param("commit", commit)
        .update();
  }

  String seed(RunId run, int attempt) {
    return db.sql("select seed from run_seed where run_id = :run and attempt = :attempt")
        .param("run", run.value())
        .param("attempt", attempt)
        .query(String.class)
        .single();
  }

  /** Marks the seeds of all attempts of an evaluation as no longer secret, and gives them. */
  List<Seed> reveal(EvaluationId evaluation) {
    return db.sql(
            """
            update run_seed s set revealed = true
            from run r
            where r.id = s.run_id and r.evaluation_id = :evaluation
            returning s.run_id, s.attempt, s.seed, s.seed_commit
            """)
        .param("evaluation", evaluation.value())
        .query((row, number) ->
            new Seed(
                new RunId(row.getObject("run_id", UUID.class)),
                row.getInt("attempt"),
                row.getString("seed"),
                row.getString("seed_commit")))
        .list();
  }
}
