package ki.testbed.showcase;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.Caller;
import ki.testbed.access.OrganisationId;
import ki.testbed.access.Right;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.Checked;
import ki.testbed.rules.Manifest;
import ki.testbed.rules.ManifestLimits;
import ki.testbed.rules.ManifestRules;
import ki.testbed.submission.ImageReference;
import ki.testbed.submission.Limits;
import ki.testbed.submission.RegistryLogin;
import ki.testbed.submission.Submission;
import ki.testbed.submission.SubmissionId;
import ki.testbed.submission.SubmissionState;
import ki.testbed.submission.Submissions;
import ki.testbed.submission.SubmittedImage;
import ki.testbed.submission.Upload;
import ki.testbed.submission.UploadId;
import ki.testbed.submission.UploadState;

/**
 * Submissions and uploads in memory; manifests are checked by the real rules, images not at all.
 */
public final class ShownSubmissions implements Submissions {
  private static final Instant AT = Instant.parse("2026-03-02T09:15:00Z");

  private final Map<UploadId, Entry> uploads = new HashMap<>();
  private final List<Submission> submissions = new ArrayList<>();

  private record Entry(OrganisationId organisation, Upload upload, MessageDigest digest) {}

  /** Adds a submission as it is. */
  public synchronized Submission add(Submission submission) {
    submissions.add(submission);
    return submission;
  }

  @Override
  public Limits limits() {
    return new Limits(ManifestLimits.defaults(), 20L << 30, 64L << 20);
  }

  @Override
  public synchronized Upload createUpload(
      Caller caller, long sizeBytes, Sha256 sha256, String mediaType) {
    caller.require(Right.SUBMISSION_WRITE);
    var upload =
        new Upload(new UploadId(UUID.randomUUID()), UploadState.OPEN, sizeBytes, sha256, 0, AT, AT);
    uploads.put(upload.id(), new Entry(caller.organisation(), upload, Sha256.digest()));
    return upload;
  }

  @Override
  public synchronized Upload append(
      Caller caller,
      UploadId id,
      long offset,
      InputStream bytes,
      long length,
      Optional<Sha256> chunkDigest) {
    caller.require(Right.SUBMISSION_WRITE);
    Entry entry = uploads.get(id);
    if (entry.upload().offset() != offset) {
      throw new IllegalStateException("offset");
    }
    try {
      entry.digest().update(bytes.readNBytes(Math.toIntExact(length)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Upload old = entry.upload();
    long now = offset + length;
    UploadState state = now < old.sizeBytes() ? UploadState.OPEN : finished(entry);
    var upload = new Upload(id, state, old.sizeBytes(), old.sha256(), now, old.createdAt(), AT);
    uploads.put(id, new Entry(entry.organisation(), upload, entry.digest()));
    return upload;
  }

  private static UploadState finished(Entry entry) {
    return Sha256.ofDigest(entry.digest().digest()).equals(entry.upload().sha256())
        ? UploadState.COMPLETE
        : UploadState.REJECTED;
  }

  @Override
  public synchronized Optional<Upload> upload(Caller caller, UploadId id) {
    caller.require(Right.SUBMISSION_READ);
    return Optional.ofNullable(uploads.get(id))
        .filter(entry -> entry.organisation().equals(caller.organisation()))
        .map(Entry::upload);
  }

  @Override
  public synchronized void abort(Caller caller, UploadId id) {
    caller.require(Right.SUBMISSION_WRITE);
    uploads.remove(id);
  }

  @Override
  public synchronized Submission submit(
      Caller caller,
      ImageReference image,
      Optional<RegistryLogin> login,
      Optional<String> manifest) {
    return submitted(caller, image.digest(), manifest);
  }

  @Override
  public synchronized Submission submit(Caller caller, UploadId upload, Optional<String> manifest) {
    return submitted(caller, uploads.get(upload).upload().sha256(), manifest);
  }

  private Submission submitted(Caller caller, Sha256 archive, Optional<String> manifest) {
    caller.require(Right.SUBMISSION_WRITE);
    String text = manifest.orElse("");
    Checked<Manifest> checked = ManifestRules.check(text, limits().manifest());
    var state = checked.accepted() ? SubmissionState.ACCEPTED : SubmissionState.REJECTED;
    String name = checked.value().map(Manifest::name).orElse("unnamed");
    return add(
        new Submission(
            new SubmissionId(UUID.randomUUID()),
            caller.organisation(),
            name,
            Integer.toString(submissions.size() + 1),
            state,
            text,
            archive,
            Optional.empty(),
            checked.value().map(Manifest::hash),
            checked.findings(),
            AT,
            AT));
  }

  @Override
  public synchronized Optional<Submission> find(Caller caller, SubmissionId id) {
    caller.require(Right.SUBMISSION_READ);
    return mine(caller).stream().filter(one -> one.id().equals(id)).findFirst();
  }

  @Override
  public synchronized List<Submission> list(
      Caller caller, int limit, Optional<SubmissionId> after) {
    caller.require(Right.SUBMISSION_READ);
    List<Submission> all = mine(caller).reversed();
    int from = after.map(id -> all.stream().map(Submission::id).toList().indexOf(id) + 1).orElse(0);
    return all.subList(from, Math.min(all.size(), from + limit));
  }

  private List<Submission> mine(Caller caller) {
    return submissions.stream()
        .filter(one -> one.organisation().equals(caller.organisation()))
        .toList();
  }

  @Override
  public synchronized Submission withdraw(Caller caller, SubmissionId id) {
    caller.require(Right.SUBMISSION_WRITE);
    Submission old = find(caller, id).orElseThrow();
    var gone =
        new Submission(
            id,
            old.organisation(),
            old.name(),
            old.version(),
            SubmissionState.WITHDRAWN,
            old.manifestText(),
            old.archive(),
            old.imageDigest(),
            old.manifestHash(),
            old.findings(),
            old.createdAt(),
            AT.plusSeconds(60));
    submissions.set(submissions.indexOf(old), gone);
    return gone;
  }

  @Override
  public SubmittedImage image(OrganisationId organisation, SubmissionId id) {
    throw new UnsupportedOperationException("nothing is started here");
  }
}
