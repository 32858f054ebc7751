package ki.testbed.submission;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ki.testbed.access.AuditAction;
import ki.testbed.access.AuditPort;
import ki.testbed.access.Caller;
import ki.testbed.access.OrganisationId;
import ki.testbed.access.Right;
import ki.testbed.evidence.BlobStore;
import ki.testbed.failpoint.Edge;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.Manifest;
import ki.testbed.submission.SubmissionProblem.Code;
import ki.testbed.submission.SubmissionStore.Accepted;
import ki.testbed.submission.SubmissionStore.Handed;
import ki.testbed.submission.SubmissionStore.Source;

/** Uploads and submissions in the database. */
final class StoredSubmissions implements Submissions {
  private static final Duration RATE = Duration.ofHours(1);
  private static final int LONGEST_MANIFEST = 64 << 10;

  private final Uploads uploads;
  private final SubmissionStore store;
  private final BlobStore blobs;
  private final Uploads.Clocks clocks;
  private final ImagePulls pulls;
  private final ImageCheck check;
  private final ImageChecks checks;
  private final Recorded recorded;

  /**
   * A change and its audit entry are one.
   *
   * @param hourly submissions of an organisation in an hour
   */
  record Recorded(Changes changes, AuditPort audit, int hourly) {}

  StoredSubmissions(
      Uploads uploads,
      ImageChecks.Parts parts,
      ImageCheck check,
      ImageChecks checks,
      Recorded recorded) {
    this.uploads = uploads;
    this.store = parts.store();
    this.blobs = parts.blobs();
    this.clocks = parts.clocks();
    this.pulls = parts.pulls();
    this.check = check;
    this.checks = checks;
    this.recorded = recorded;
  }

  @Override
  public Limits limits() {
    var bounds = uploads.bounds();
    return new Limits(check.limits(), bounds.largest().toBytes(), bounds.largestChunk().toBytes());
  }

  @Override
  public Upload createUpload(Caller caller, long sizeBytes, Sha256 sha256, String mediaType) {
    return uploads.create(caller, sizeBytes, sha256, mediaType);
  }

  @Override
  public Upload append(
      Caller caller,
      UploadId id,
      long offset,
      InputStream bytes,
      long length,
      Optional<Sha256> chunkDigest) {
    return uploads.append(caller, id, offset, bytes, length, chunkDigest);
  }

  @Override
  public Optional<Upload> upload(Caller caller, UploadId id) {
    return uploads.find(caller, id);
  }

  @Override
  public void abort(Caller caller, UploadId id) {
    uploads.abort(caller, id);
  }

  @Override
  public Submission submit(Caller caller, UploadId upload, Optional<String> manifest) {
    caller.require(Right.SUBMISSION_WRITE);
    Sha256 archive = uploads.completed(caller, upload).sha256();
    return submit(caller, Source.of(archive), manifest, archive.hex());
  }

  @Override
  public Submission submit(
      Caller caller,
      ImageReference image,
      Optional<RegistryLogin> login,
      Optional<String> manifest) {
    caller.require(Right.SUBMISSION_WRITE);
    pulls.requireListed(image);
    var source = new Source(Optional.empty(), Optional.of(image), login.map(pulls::sealed));
    return submit(caller, source, manifest, image.digest().hex());
  }

  private Submission submit(
      Caller caller, Source source, Optional<String> manifest, String content) {
    String text = storable(manifest.orElse(""));
    Instant now = clocks.now();
    Submission created =
        recorded
            .changes()
            .whole(() -> {
              store.lockVersions(caller.organisation());
              requireSeldom(caller.organisation(), now);
              return recorded
                  .changes()
                  .cross(
                      Edge.begin("submission", SubmissionState.CHECKING),
                      () -> create(caller, handed(caller, text, source), content, now));
            });
    checks.look();
    return created;
  }

  private Submission create(Caller caller, Handed handed, String content, Instant now) {
    Submission created = store.create(caller, handed, now);
    recorded
        .audit()
        .record(caller, AuditAction.SUBMISSION_CREATED, created.id().toString(), content);
    return created;
  }

  private void requireSeldom(OrganisationId organisation, Instant now) {
    store
        .submittedBefore(organisation, recorded.hourly(), now.minus(RATE))
        .ifPresent(oldest -> {
          throw new SubmissionProblem(
              Code.TOO_OFTEN, Duration.between(now, oldest.plus(RATE)).plusSeconds(1));
        });
  }

  /** Text as a database and UTF-8 can hold it; what cannot be held is no YAML either way. */
  private static String storable(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST_MANIFEST) {
      throw new SubmissionProblem(Code.MANIFEST_TOO_LONG);
    }
    return new String(bytes, StandardCharsets.UTF_8).replace('\0', '\u0001');
  }

  private Handed handed(Caller caller, String text, Source source) {
    if (text.isEmpty()) {
      return new Handed(Optional.empty(), Optional.empty(), text, source, List.of());
    }
    var checked = check.manifest(text);
    List<Finding> findings = new ArrayList<>(checked.findings());
    Optional<String> name = checked.value().map(Manifest::name);
    Optional<String> version = checked.value().flatMap(one -> version(caller, one, findings));
    return new Handed(name, version, text, source, findings);
  }

  private Optional<String> version(Caller caller, Manifest manifest, List<Finding> findings) {
    if (manifest.version().isEmpty()) {
      return Optional.of(store.nextVersion(caller.organisation(), manifest.name()));
    }
    String asked = manifest.version().get();
    if (store.versionExists(caller.organisation(), manifest.name(), asked)) {
      findings.add(SubmissionFindings.versionTaken(manifest.name(), asked));
      return Optional.empty();
    }
    return Optional.of(asked);
  }

  @Override
  public Optional<Submission> find(Caller caller, SubmissionId id) {
    caller.require(Right.SUBMISSION_READ);
    return store.find(caller.organisation(), id);
  }

  @Override
  public List<Submission> list(Caller caller, int limit, Optional<SubmissionId> after) {
    caller.require(Right.SUBMISSION_READ);
    return store.list(caller.organisation(), limit, after);
  }

  @Override
  public Submission withdraw(Caller caller, SubmissionId id) {
    caller.require(Right.SUBMISSION_WRITE);
    return recorded.changes().whole(() -> withdrawRecorded(caller, id));
  }

  private Submission withdrawRecorded(Caller caller, SubmissionId id) {
    Submission now =
        store
            .find(caller.organisation(), id)
            .orElseThrow(() -> new SubmissionProblem(Code.NOT_FOUND));
    return now.state() == SubmissionState.WITHDRAWN
        ? now
        : recorded
            .changes()
            .cross(
                Changes.submission(now.state(), SubmissionState.WITHDRAWN),
                () -> withdrawOnce(caller, now));
  }

  private Submission withdrawOnce(Caller caller, Submission submission) {
    SubmissionId id = submission.id();
    var withdrawn = store.withdraw(caller.organisation(), id, clocks.now());
    withdrawn.ifPresent(
        _ -> recorded.audit().record(caller, AuditAction.SUBMISSION_WITHDRAWN, id.toString(), ""));
    return withdrawn
        .or(() -> store.find(caller.organisation(), id)) // somebody else was faster
        .orElse(submission);
  }

  @Override
  public SubmittedImage image(OrganisationId organisation, SubmissionId id) {
    return store
        .accepted(organisation, id)
        .map(this::image)
        .orElseThrow(() -> new SubmissionProblem(missing(organisation, id)));
  }

  private Code missing(OrganisationId organisation, SubmissionId id) {
    return store.find(organisation, id).isPresent() ? Code.NOT_ACCEPTED : Code.NOT_FOUND;
  }

  private SubmittedImage image(Accepted accepted) {
    Manifest manifest = EffectiveManifest.read(accepted.manifest());
    if (!Optional.of(manifest.hash()).equals(accepted.submission().manifestHash())) {
      throw new IllegalStateException(
          "the manifest of submission " + accepted.submission().id() + " reads differently now");
    }
    return new SubmittedImage(
        accepted.submission(),
        manifest,
        SubmissionJson.facts(accepted.facts()),
        blobs.path(accepted.submission().archive()));
  }
}
