package ki.testbed.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import ki.testbed.access.OrganisationId;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.Measurement;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Measured values: key columns for queries, the body for exactness. */
record MeasurementStore(JdbcClient db) {

  MeasurementRow insert(OrganisationId organisation, UUID run, int attempt, Measurement value) {
    return db.sql(
            """
            insert into measurement (org_id, run_id, attempt, metric, value, unit, n, confidence, body)
            values (:org, :run, :attempt, :metric, :value, :unit, :n, :confidence, :body) returning *
            """)
        .param("org", organisation.value())
        .param("run", run)
        .param("attempt", attempt)
        .param("metric", value.metric())
        .param("value", value.value().toString())
        .param("unit", value.unit())
        .param("n", value.n())
        .param("confidence", value.confidence().map(Decimal::toString).orElse(null))
        .param("body", MeasurementJson.write(value))
        .query((row, _) -> measurement(row))
        .single();
  }

  List<MeasurementRow> ofLastAttempt(OrganisationId organisation, UUID run) {
    return db.sql(
            """
            select * from measurement where org_id = :org and run_id = :run
              and attempt = (select max(attempt) from measurement where org_id = :org and run_id = :run)
            order by id limit 1000
            """)
        .param("org", organisation.value())
        .param("run", run)
        .query((row, _) -> measurement(row))
        .list();
  }

  List<MeasurementRow> ofLastAttemptForUs(UUID run) {
    return db.sql(
            """
            select * from measurement where run_id = :run
              and attempt = (select max(attempt) from measurement where run_id = :run)
            order by id limit 1000
            """)
        .param("run", run)
        .query((row, _) -> measurement(row))
        .list();
  }

  private static MeasurementRow measurement(ResultSet row) throws SQLException {
    return new MeasurementRow(
        row.getObject("id", UUID.class),
        new OrganisationId(row.getObject("org_id", UUID.class)),
        row.getObject("run_id", UUID.class),
        row.getInt("attempt"),
        MeasurementJson.read(row.getString("body")),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
