package ki.testbed.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import ki.testbed.access.OrganisationId;
import ki.testbed.protocol.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sealed plans and registered data sets; the body is the truth, the hash says that it is still the
 * same.
 */
record CatalogStore(JdbcClient db) {
  private static final long LOCK = 0x6361_7461_6c6f_67L;

  /** What was sealed or registered. */
  record Sealed(String body, Sha256 sha256, Instant at) {}

  /** Lets one process at a time seal and register, until the end of its transaction. */
  void lock() {
    db.sql("select pg_advisory_xact_lock(:key)").param("key", LOCK).query((_, _) -> 0).single();
  }

  Optional<Sealed> plan(PlanRef ref) {
    return db.sql(
            """
            select body, sha256, sealed_at as at from test_plan
            where org_id = :org and id = :id and version = :version
            """)
        .param("org", OrganisationId.PLATFORM.value())
        .param("id", ref.id())
        .param("version", ref.version())
        .query((row, _) -> sealed(row))
        .optional();
  }

  /** The highest version of each plan, by id. */
  List<PlanRef> newest() {
    return db.sql(
            """
            select id, max(version) as version from test_plan where org_id = :org group by id order by id limit 1000
            """)
        .param("org", OrganisationId.PLATFORM.value())
        .query((row, _) -> new PlanRef(row.getString("id"), row.getInt("version")))
        .list();
  }

  void seal(PlanRef ref, String body, Sha256 sha256) {
    db.sql(
            """
            insert into test_plan (id, version, org_id, sha256, body)
            values (:id, :version, :org, :sha256, :body)
            """)
        .param("id", ref.id())
        .param("version", ref.version())
        .param("org", OrganisationId.PLATFORM.value())
        .param("sha256", sha256.hex())
        .param("body", body)
        .update();
  }

  Optional<Sealed> dataSet(String id, String version) {
    return db.sql(
            """
            select body, sha256, registered_at as at from data_set
            where org_id = :org and id = :id and version = :version
            """)
        .param("org", OrganisationId.PLATFORM.value())
        .param("id", id)
        .param("version", version)
        .query((row, _) -> sealed(row))
        .optional();
  }

  List<Sealed> dataSets() {
    return db.sql(
            """
            select body, sha256, registered_at as at from data_set where org_id = :org order by id, version limit 1000
            """)
        .param("org", OrganisationId.PLATFORM.value())
        .query((row, _) -> sealed(row))
        .list();
  }

  void register(DataSet dataSet, String body) {
    db.sql(
            """
            insert into data_set (id, version, org_id, sha256, body, samples, expected)
            values (:id, :version, :org, :sha256, :body, :samples, :expected)
            """)
        .param("id", dataSet.id())
        .param("version", dataSet.version())
        .param("org", OrganisationId.PLATFORM.value())
        .param("sha256", dataSet.sha256().hex())
        .param("body", body)
        .param("samples", dataSet.samples().hex())
        .param("expected", dataSet.expected().hex())
        .update();
  }

  private static Sealed sealed(ResultSet row) throws SQLException {
    return new Sealed(
        row.getString("body"),
        new Sha256(row.getString("sha256")),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
