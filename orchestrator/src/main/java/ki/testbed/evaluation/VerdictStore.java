package ki.testbed.evaluation;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.OrganisationId;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.Verdict;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Rows of verdicts. */
@Repository
class VerdictStore {
  private final JdbcClient db;
  private final JsonMapper json;

  VerdictStore(JdbcClient db, JsonMapper json) {
    this.db = db;
    this.json = json;
  }

  /** A verdict as it is stored: with its criterion and the row of the measurement it rests on. */
  record Stored(
      int ordinal, Criterion criterion, Verdict verdict, Optional<UUID> measurement, Instant at) {}

  void insert(OrganisationId organisation, EvaluationId evaluation, Stored stored) {
    Verdict verdict = stored.verdict();
    db.sql(
            """
            insert into verdict (
              evaluation_id, org_id, ordinal, criterion_id, value, operator, threshold, bound,
              measurement_id, preview, rule_set, body, at)
            values (
              :evaluation, :org, :ordinal, :criterion, :value, :operator, :threshold, :bound,
              :measurement, :preview, :ruleSet, :body, :at)
            """)
        .param("evaluation", evaluation.value())
        .param("org", organisation.value())
        .param("ordinal", stored.ordinal())
        .param("criterion", verdict.criterionId())
        .param("value", verdict.value().name())
        .param("operator", stored.criterion().operator().name())
        .param("threshold", stored.criterion().value().toString())
        .param("bound", verdict.decidingBound().map(Decimal::toString).orElse(null))
        .param("measurement", stored.measurement().orElse(null))
        .param("preview", verdict.preview())
        .param("ruleSet", verdict.ruleSetVersion())
        .param("body", json.writeValueAsString(verdict))
        .param("at", stored.at().atOffset(UTC))
        .update();
  }

  List<Verdict> ofEvaluation(EvaluationId evaluation) {
    return db.sql("select body from verdict where evaluation_id = :evaluation order by ordinal")
        .param("evaluation", evaluation.value())
        .query((row, number) -> json.readValue(row.getString("body"), Verdict.class))
        .list();
  }
}
