package ki.testbed.evaluation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.OrganisationId;
import ki.testbed.catalog.PlanRef;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.Validity;
import ki.testbed.submission.SubmissionId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Columns of runs to values and back. */
@Component
class RunRows {
  private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};
  private static final TypeReference<List<Finding>> FINDINGS = new TypeReference<>() {};

  private final JsonMapper json;

  RunRows(JsonMapper json) {
    this.json = json;
  }

  RunRow row(ResultSet row, int number) throws SQLException {
    return new RunRow(
        run(row),
        new SubmissionId(row.getObject("submission_id", UUID.class)),
        new PlanRef(row.getString("plan_id"), row.getInt("plan_version")),
        Grade.valueOf(row.getString("grade")),
        Optional.ofNullable(row.getObject("claim_id", UUID.class)),
        Optional.ofNullable(row.getString("node_id")),
        facts(row.getString("environment")),
        row.getBoolean("sandbox_seen"),
        ending(row));
  }

  private Run run(ResultSet row) throws SQLException {
    return new Run(
        new RunId(row.getObject("id", UUID.class)),
        new OrganisationId(row.getObject("org_id", UUID.class)),
        new EvaluationId(row.getObject("evaluation_id", UUID.class)),
        row.getInt("ordinal"),
        json.readValue(row.getString("scenario"), Scenario.class),
        RunState.valueOf(row.getString("state")),
        reason(row.getString("reason")),
        detail(row.getString("detail")),
        instant(row, "since"),
        row.getInt("attempt"),
        row.getLong("epoch"),
        row.getBoolean("cancel_requested"),
        Optional.ofNullable(row.getString("validity")).map(Validity::valueOf),
        Optional.ofNullable(row.getString("seed_commit")).map(Sha256::new),
        row.getBoolean("partial"),
        instant(row, "created_at"));
  }

  private Optional<Why> ending(ResultSet row) throws SQLException {
    Detail detail = detail(row.getString("ending_detail"));
    return reason(row.getString("ending_reason")).map(reason -> new Why(reason, detail));
  }

  HistoryEntry history(ResultSet row, int number) throws SQLException {
    return new HistoryEntry(
        row.getInt("seq"),
        row.getInt("attempt"),
        RunState.valueOf(row.getString("state")),
        reason(row.getString("reason")),
        detail(row.getString("detail")),
        instant(row, "at"));
  }

  List<Finding> findings(String text) {
    return json.readValue(text, FINDINGS);
  }

  Map<String, String> facts(String text) {
    return json.readValue(text, FACTS);
  }

  String text(Object value) {
    return json.writeValueAsString(value);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static Optional<Reason> reason(@Nullable String code) {
    return Optional.ofNullable(code).map(Reason::valueOf);
  }

  private Detail detail(String text) {
    return json.readValue(text, Detail.class);
  }
}
