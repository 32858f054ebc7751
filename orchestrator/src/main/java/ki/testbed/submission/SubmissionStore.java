package ki.testbed.submission;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.Caller;
import ki.testbed.access.OrganisationId;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Submissions, and who checks them right now. */
record SubmissionStore(JdbcClient db) {
  private static final long LOCK = 0x7375_626d_6974L;

  /** What is known when somebody submits. */
  record Handed(
      Optional<String> name,
      Optional<String> version,
      String manifestText,
      Source source,
      List<Finding> findings) {}

  /**
   * Where the image is: in an archive that is here, or in a registry.
   *
   * @param login of the registry, encrypted
   */
  record Source(
      Optional<Sha256> archive, Optional<ImageReference> reference, Optional<SealedBytes> login) {
    static Source of(Sha256 archive) {
      return new Source(Optional.of(archive), Optional.empty(), Optional.empty());
    }
  }

  /** What a check found; everything but findings is present if there was no error. */
  record Outcome(
      Optional<String> name,
      Optional<String> version,
      Optional<Sha256> imageDigest,
      Optional<Sha256> manifestHash,
      Optional<String> manifest,
      Optional<String> facts,
      List<Finding> findings) {}

  /** A submission to be outcome. */
  record Claimed(
      SubmissionId id,
      OrganisationId organisation,
      String manifestText,
      Source source,
      Optional<String> version) {}

  /** What starting an accepted submission needs. */
  record Accepted(Submission submission, String manifest, String facts) {}

  /** One numbering per organisation at a time, until the end of the transaction. */
  void lockVersions(OrganisationId organisation) {
    db.sql("select pg_advisory_xact_lock(hashtextextended(:org, :seed))")
        .param("org", organisation.toString())
        .param("seed", LOCK)
        .query((_, _) -> 0)
        .single();
  }

  /** One more than the highest number that is a version of this name. */
  String nextVersion(OrganisationId organisation, String name) {
    return db.sql(
            """
            select (coalesce(max(version::int), 0) + 1)::text from submission
            where org_id = :org and name = :name and version ~ '^[1-9][0-9]{0,8}$'
            """)
        .param("org", organisation.value())
        .param("name", name)
        .query(String.class)
        .single();
  }

  /** When the n-th youngest submission since then was made, if there are as many. */
  Optional<Instant> submittedBefore(OrganisationId organisation, int n, Instant since) {
    return db.sql(
            """
            select created_at from submission where org_id = :org and created_at > :since
            order by created_at desc offset :skipped limit 1
            """)
        .param("org", organisation.value())
        .param("since", since.atOffset(ZoneOffset.UTC))
        .param("skipped", n - 1)
        .query((row, _) -> row.getObject("created_at", OffsetDateTime.class).toInstant())
        .optional();
  }

  boolean versionExists(OrganisationId organisation, String name, String version) {
    return db.sql(
            "select exists (select from submission where org_id = :org and name = :name and version = :version)")
        .param("org", organisation.value())
        .param("name", name)
        .param("version", version)
        .query(Boolean.class)
        .single();
  }

  Submission create(Caller caller, Handed handed, Instant now) {
    return db.sql(
            """
            insert into submission (org_id, account_id, name, version, state, manifest_text, archive, reference, login,
              findings, created_at, state_since)
            values (:org, :account, :name, :version, 'CHECKING', :manifestText, :archive, :reference, :login,
              :findings, :now, :now) returning *
            """)
        .param("org", caller.organisation().value())
        .param("account", caller.account().value())
        .param("name", handed.name().orElse(null))
        .param("version", handed.version().orElse(null))
        .param("manifestText", handed.manifestText())
        .param("archive", handed.source().archive().map(Sha256::hex).orElse(null))
        .param("reference", handed.source().reference().map(ImageReference::toString).orElse(null))
        .param("login", handed.source().login().map(SealedBytes::bytes).orElse(null), Types.BINARY)
        .param("findings", SubmissionJson.write(handed.findings()))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, _) -> submission(row))
        .single();
  }

  Optional<Submission> find(OrganisationId organisation, SubmissionId id) {
    return db.sql("select * from submission where org_id = :org and id = :id")
        .param("org", organisation.value())
        .param("id", id.value())
        .query((row, _) -> submission(row))
        .optional();
  }

  Optional<Accepted> accepted(OrganisationId organisation, SubmissionId id) {
    return db.sql(
            "select * from submission where org_id = :org and id = :id and state = 'ACCEPTED'")
        .param("org", organisation.value())
        .param("id", id.value())
        .query((row, _) ->
            new Accepted(submission(row), row.getString("manifest"), row.getString("facts")))
        .optional();
  }

  /** Ids grow with time. */
  List<Submission> list(OrganisationId organisation, int limit, Optional<SubmissionId> after) {
    return db.sql(
            """
            select * from submission
            where org_id = :org and (:after::uuid is null or id < :after::uuid) order by id desc limit :limit
            """)
        .param("org", organisation.value())
        .param("after", after.map(SubmissionId::value).orElse(null))
        .param("limit", limit)
        .query((row, _) -> submission(row))
        .list();
  }

  Optional<Submission> withdraw(OrganisationId organisation, SubmissionId id, Instant now) {
    return db.sql(
            """
            update submission set state = 'WITHDRAWN', state_since = :now, login = null
            where org_id = :org and id = :id and state <> 'WITHDRAWN' returning *
            """)
        .param("org", organisation.value())
        .param("id", id.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, _) -> submission(row))
        .optional();
  }

  /** Takes the oldest submission that nobody checks. */
  Optional<Claimed> claim(UUID checker, Instant now, Instant until) {
    return db.sql(
            """
            update submission set checker = :checker, checker_until = :until
            where id = (select id from submission
                        where state = 'CHECKING' and (checker_until is null or checker_until <= :now)
                        order by created_at for update skip locked limit 1)
            returning id, org_id, manifest_text, archive, reference, login, version
            """)
        .param("checker", checker)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .query((row, _) -> claimed(row))
        .optional();
  }

  /** Keeps a claim; false if it is lost. A time that has passed gives it back. */
  boolean renew(SubmissionId id, UUID checker, Instant until) {
    return db.sql(
                """
                update submission set checker_until = :until
                where id = :id and checker = :checker and state = 'CHECKING'
                """)
            .param("id", id.value())
            .param("checker", checker)
            .param("until", until.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /** Notes that the bytes of an image are here now; false if the claim is lost. */
  boolean fetched(SubmissionId id, UUID checker, Sha256 archive) {
    return db.sql(
                """
                update submission set archive = :archive, login = null
                where id = :id and checker = :checker and state = 'CHECKING'
                """)
            .param("id", id.value())
            .param("checker", checker)
            .param("archive", archive.hex())
            .update()
        == 1;
  }

  /** Ends a check; false if the claim is lost or the submission was withdrawn. */
  boolean finish(
      SubmissionId id, UUID checker, SubmissionState state, Outcome outcome, Instant now) {
    return db.sql(
                """
                update submission set state = :state, state_since = :now, findings = :findings, login = null,
                  name = coalesce(:name, name), version = coalesce(:version, version), image_digest = :imageDigest,
                  manifest_hash = :manifestHash, manifest = :manifest, facts = :facts
                where id = :id and checker = :checker and state = 'CHECKING'
                """)
            .param("id", id.value())
            .param("checker", checker)
            .param("state", state.name())
            .param("findings", SubmissionJson.write(outcome.findings()))
            .param("name", outcome.name().orElse(null))
            .param("version", outcome.version().orElse(null))
            .param("imageDigest", outcome.imageDigest().map(Sha256::hex).orElse(null))
            .param("manifestHash", outcome.manifestHash().map(Sha256::hex).orElse(null))
            .param("manifest", outcome.manifest().orElse(null))
            .param("facts", outcome.facts().orElse(null))
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /** Ends checks that are older than they may be. */
  int rejectOlder(Instant then, List<Finding> findings, Instant now) {
    return db.sql(
            """
            update submission set state = 'REJECTED', state_since = :now, findings = :findings, login = null
            where state = 'CHECKING' and state_since < :then
            """)
        .param("then", then.atOffset(ZoneOffset.UTC))
        .param("findings", SubmissionJson.write(findings))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static Claimed claimed(ResultSet row) throws SQLException {
    return new Claimed(
        new SubmissionId(row.getObject("id", UUID.class)),
        new OrganisationId(row.getObject("org_id", UUID.class)),
        row.getString("manifest_text"),
        source(row),
        Optional.ofNullable(row.getString("version")));
  }

  private static Source source(ResultSet row) throws SQLException {
    return new Source(
        Optional.ofNullable(row.getString("archive")).map(Sha256::new),
        Optional.ofNullable(row.getString("reference")).flatMap(ImageReference::parse),
        Optional.ofNullable(row.getBytes("login")).map(SealedBytes::new));
  }

  private static Sha256 archive(Source source) {
    return source.archive().or(() -> source.reference().map(ImageReference::digest)).orElseThrow();
  }

  private static Submission submission(ResultSet row) throws SQLException {
    return new Submission(
        new SubmissionId(row.getObject("id", UUID.class)),
        new OrganisationId(row.getObject("org_id", UUID.class)),
        Optional.ofNullable(row.getString("name")).orElse(""),
        Optional.ofNullable(row.getString("version")).orElse(""),
        SubmissionState.valueOf(row.getString("state")),
        row.getString("manifest_text"),
        archive(source(row)),
        Optional.ofNullable(row.getString("image_digest")).map(Sha256::new),
        Optional.ofNullable(row.getString("manifest_hash")).map(Sha256::new),
        SubmissionJson.findings(row.getString("findings")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("state_since", OffsetDateTime.class).toInstant());
  }
}
