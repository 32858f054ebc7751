package ki.testbed.evaluation;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.Caller;
import ki.testbed.access.OrganisationId;
import ki.testbed.catalog.PlanRef;
import ki.testbed.evaluation.Evaluation.EvaluationState;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Sha256;
import ki.testbed.submission.SubmissionId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of evaluations, without their runs and verdicts. */
@Repository
class EvaluationStore {
  private final JdbcClient db;

  EvaluationStore(JdbcClient db) {
    this.db = db;
  }

  EvaluationId insert(Caller caller, Evaluation evaluation) {
    return new EvaluationId(
        db.sql(
                """
                insert into evaluation (
                  org_id, submission_id, submission_name, submission_version, image_digest,
                  plan_id, plan_version, plan_hash, data_set_hashes, mode, grade, created_by,
                  created_at)
                values (
                  :org, :submission, :name, :version, :image,
                  :plan, :planVersion, :planHash, :dataSets, :mode, :grade, :by,
                  :now)
                returning id
                """)
            .param("org", caller.organisation().value())
            .param("submission", evaluation.submission().value())
            .param("name", evaluation.submissionName())
            .param("version", evaluation.submissionVersion())
            .param("image", evaluation.imageDigest().hex())
            .param("plan", evaluation.plan().id())
            .param("planVersion", evaluation.plan().version())
            .param("planHash", evaluation.planHash().hex())
            .param(
                "dataSets",
                evaluation.dataSetHashes().stream().map(Sha256::hex).toArray(String[]::new))
            .param("mode", evaluation.mode().name())
            .param("grade", evaluation.grade().name())
            .param("by", caller.account().value())
            .param("now", evaluation.createdAt().atOffset(UTC))
            .query(UUID.class)
            .single());
  }

  Optional<Evaluation> find(Caller caller, EvaluationId id) {
    return db.sql("select * from evaluation where id = :id and org_id = :org")
        .param("id", id.value())
        .param("org", caller.organisation().value())
        .query(EvaluationStore::evaluation)
        .optional();
  }

  List<Evaluation> list(Caller caller, int limit, Optional<EvaluationId> after) {
    return db.sql(
            """
            select * from evaluation
            where org_id = :org and (cast(:after as uuid) is null or id < :after)
            order by id desc limit :limit
            """)
        .param("org", caller.organisation().value())
        .param("after", after.map(EvaluationId::value).orElse(null))
        .param("limit", limit)
        .query(EvaluationStore::evaluation)
        .list();
  }

  List<Evaluation> ofSubmission(Caller caller, SubmissionId submission) {
    return db.sql(
            """
            select * from evaluation
            where org_id = :org and submission_id = :submission
            order by id desc limit 200
            """)
        .param("org", caller.organisation().value())
        .param("submission", submission.value())
        .query(EvaluationStore::evaluation)
        .list();
  }

  Grade grade(EvaluationId id) {
    return Grade.valueOf(
        db.sql("select grade from evaluation where id = :id")
            .param("id", id.value())
            .query(String.class)
            .single());
  }

  /** Open ones whose runs have all ended. */
  List<Evaluation> complete() {
    return db.sql(
            """
            select * from evaluation e
            where state = 'OPEN' and not exists (
              select from run r where r.evaluation_id = e.id
                and r.state not in ('SUCCEEDED', 'FAILED', 'CANCELLED'))
            order by id limit 100
            """)
        .query(EvaluationStore::evaluation)
        .list();
  }

  /** Ends one; the number of those that were open. */
  int end(EvaluationId id, EvaluationState state, Instant now) {
    return db.sql(
            """
            update evaluation set state = :state, ended_at = :now where id = :id and state = 'OPEN'
            """)
        .param("id", id.value())
        .param("state", state.name())
        .param("now", now.atOffset(UTC))
        .update();
  }

  private static Evaluation evaluation(ResultSet row, int number) throws SQLException {
    return new Evaluation(
        new EvaluationId(row.getObject("id", UUID.class)),
        new OrganisationId(row.getObject("org_id", UUID.class)),
        new SubmissionId(row.getObject("submission_id", UUID.class)),
        row.getString("submission_name"),
        row.getString("submission_version"),
        new Sha256(row.getString("image_digest")),
        new PlanRef(row.getString("plan_id"), row.getInt("plan_version")),
        new Sha256(row.getString("plan_hash")),
        hashes((String[]) row.getArray("data_set_hashes").getArray()),
        Mode.valueOf(row.getString("mode")),
        Grade.valueOf(row.getString("grade")),
        EvaluationState.valueOf(row.getString("state")),
        RunRows.instant(row, "created_at"),
        Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        List.of(),
        List.of());
  }

  private static List<Sha256> hashes(String[] hashes) {
    return Arrays.stream(hashes).map(Sha256::new).toList();
  }
}
