package ki.testbed.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import ki.testbed.access.OrganisationId;
import ki.testbed.protocol.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Evidence items. */
record EvidenceStore(JdbcClient db) {

  /** What an item is about. */
  record Place(OrganisationId organisation, UUID run, int attempt, EvidenceKind kind) {}

  EvidenceItem insert(Place place, BlobStore.Blob blob, String mediaType) {
    db.sql(
            """
            insert into evidence_item (org_id, run_id, attempt, kind, hash, media_type)
            values (:org, :run, :attempt, :kind, :hash, :mediaType)
            on conflict (run_id, attempt, kind, hash) do nothing
            """)
        .param("org", place.organisation().value())
        .param("run", place.run())
        .param("attempt", place.attempt())
        .param("kind", place.kind().name())
        .param("hash", blob.hash().hex())
        .param("mediaType", mediaType)
        .update();
    return db.sql(
            """
            select i.*, b.bytes from evidence_item i join blob b on b.hash = i.hash
            where i.org_id = :org and i.run_id = :run and i.attempt = :attempt and i.kind = :kind and i.hash = :hash
            """)
        .param("org", place.organisation().value())
        .param("run", place.run())
        .param("attempt", place.attempt())
        .param("kind", place.kind().name())
        .param("hash", blob.hash().hex())
        .query((row, _) -> item(row))
        .single();
  }

  List<EvidenceItem> list(OrganisationId organisation, UUID run) {
    return db.sql(
            """
            select i.*, b.bytes from evidence_item i join blob b on b.hash = i.hash
            where i.org_id = :org and i.run_id = :run order by i.at, i.id limit 1000
            """)
        .param("org", organisation.value())
        .param("run", run)
        .query((row, _) -> item(row))
        .list();
  }

  List<EvidenceItem> listForUs(UUID run) {
    return db.sql(
            """
            select i.*, b.bytes from evidence_item i join blob b on b.hash = i.hash
            where i.run_id = :run order by i.at, i.id limit 1000
            """)
        .param("run", run)
        .query((row, _) -> item(row))
        .list();
  }

  private static EvidenceItem item(ResultSet row) throws SQLException {
    return new EvidenceItem(
        row.getObject("id", UUID.class),
        new OrganisationId(row.getObject("org_id", UUID.class)),
        row.getObject("run_id", UUID.class),
        row.getInt("attempt"),
        EvidenceKind.valueOf(row.getString("kind")),
        new Sha256(row.getString("hash")),
        row.getLong("bytes"),
        row.getString("media_type"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
