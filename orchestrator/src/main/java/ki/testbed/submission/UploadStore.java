package ki.testbed.submission;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.Caller;
import ki.testbed.access.OrganisationId;
import ki.testbed.protocol.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Uploads; their bytes lie beside the blob store until they are complete. */
record UploadStore(JdbcClient db) {
  private static final long LOCK = 0x7570_6c6f_6164L;

  /** What somebody wants to send. */
  record Announced(long sizeBytes, Sha256 sha256, String mediaType) {}

  /** An upload with its owner, for work that no caller asked for. */
  record Owned(OrganisationId organisation, Upload upload) {}

  /** Counts of an organisation. */
  record Usage(long openUploads, long storedBytes, long announcedBytes) {}

  /** One announcement of an organisation at a time, until the end of the transaction. */
  void lockOrganisation(OrganisationId organisation) {
    db.sql("select pg_advisory_xact_lock(hashtextextended(:org, :seed))")
        .param("org", organisation.toString())
        .param("seed", LOCK)
        .query((_, _) -> 0)
        .single();
  }

  Usage usage(OrganisationId organisation) {
    return db.sql(
            """
            select (select count(*) from upload where org_id = :org and state in ('OPEN', 'VERIFYING')) as open_uploads,
                   (select coalesce(sum(b.bytes), 0)::bigint from blob_owner o join blob b on b.hash = o.hash
                    where o.org_id = :org) as stored_bytes,
                   (select coalesce(sum(size_bytes), 0)::bigint from upload
                    where org_id = :org and state in ('OPEN', 'VERIFYING')) as announced_bytes
            """)
        .param("org", organisation.value())
        .query(Usage.class)
        .single();
  }

  /** When the n-th youngest announcement since then was made, if there are as many. */
  Optional<Instant> announcedBefore(OrganisationId organisation, int n, Instant since) {
    return db.sql(
            """
            select created_at from upload where org_id = :org and created_at > :since
            order by created_at desc offset :skipped limit 1
            """)
        .param("org", organisation.value())
        .param("since", since.atOffset(ZoneOffset.UTC))
        .param("skipped", n - 1)
        .query((row, _) -> row.getObject("created_at", OffsetDateTime.class).toInstant())
        .optional();
  }

  Upload create(Caller caller, Announced announced, UploadState state, Instant now) {
    return db.sql(
            """
            insert into upload (org_id, account_id, state, size_bytes, sha256, media_type, received, created_at, touched_at)
            values (:org, :account, :state, :size, :sha256, :mediaType, :received, :now, :now) returning *
            """)
        .param("org", caller.organisation().value())
        .param("account", caller.account().value())
        .param("state", state.name())
        .param("size", announced.sizeBytes())
        .param("sha256", announced.sha256().hex())
        .param("mediaType", announced.mediaType())
        .param("received", state == UploadState.COMPLETE ? announced.sizeBytes() : 0)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, _) -> upload(row))
        .single();
  }

  Optional<Upload> find(OrganisationId organisation, UploadId id) {
    return db.sql("select * from upload where org_id = :org and id = :id")
        .param("org", organisation.value())
        .param("id", id.value())
        .query((row, _) -> upload(row))
        .optional();
  }

  /** An upload of the same bytes that was begun and can go on. */
  Optional<Upload> begun(OrganisationId organisation, Announced announced) {
    return db.sql(
            """
            select * from upload
            where org_id = :org and sha256 = :sha256 and size_bytes = :size and state = 'OPEN' order by id limit 1
            """)
        .param("org", organisation.value())
        .param("sha256", announced.sha256().hex())
        .param("size", announced.sizeBytes())
        .query((row, _) -> upload(row))
        .optional();
  }

  /** Sets the offset, if it is still the one the bytes were for. */
  boolean advance(OrganisationId organisation, UploadId id, long from, long to, Instant now) {
    return db.sql(
                """
                update upload set received = :to, touched_at = :now,
                  state = case when :to = size_bytes then 'VERIFYING' else state end
                where org_id = :org and id = :id and state = 'OPEN' and received = :from
                """)
            .param("org", organisation.value())
            .param("id", id.value())
            .param("from", from)
            .param("to", to)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /** Ends an upload; false if it is in another state by now. */
  boolean end(
      OrganisationId organisation, UploadId id, UploadState from, UploadState to, Instant now) {
    return db.sql(
                """
                update upload set state = :to, touched_at = :now
                where org_id = :org and id = :id and state = :from
                """)
            .param("org", organisation.value())
            .param("id", id.value())
            .param("from", from.name())
            .param("to", to.name())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /** Whether bytes are still to come or to be hashed, whoever's they are. */
  boolean isUnderWay(UploadId id) {
    return db.sql(
            "select exists (select from upload where id = :id and state in ('OPEN', 'VERIFYING'))")
        .param("id", id.value())
        .query(Boolean.class)
        .single();
  }

  /** Uploads of everybody in a state that nobody touched since then, oldest first. */
  List<Owned> untouched(UploadState state, Instant since) {
    return db.sql(
            """
            select * from upload where state = :state and touched_at < :since order by touched_at limit 100
            """)
        .param("state", state.name())
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query((row, _) ->
            new Owned(new OrganisationId(row.getObject("org_id", UUID.class)), upload(row)))
        .list();
  }

  private static Upload upload(ResultSet row) throws SQLException {
    return new Upload(
        new UploadId(row.getObject("id", UUID.class)),
        UploadState.valueOf(row.getString("state")),
        row.getLong("size_bytes"),
        new Sha256(row.getString("sha256")),
        row.getLong("received"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("touched_at", OffsetDateTime.class).toInstant());
  }
}
