package ki.testbed.evaluation;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import ki.testbed.access.Caller;
import ki.testbed.access.OrganisationId;
import ki.testbed.protocol.Sha256;
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

/** Submissions with tiny images; the fake backend starts programs of the test in their place. */
final class TestSubmissions implements Submissions {
  private final Map<SubmissionId, SubmittedImage> all = new ConcurrentHashMap<>();
  private final Path folder;

  TestSubmissions(Path folder) {
    this.folder = folder;
  }

  /** Hands in an image with this manifest. */
  SubmissionId accepted(Caller caller, String manifest) {
    var id = new SubmissionId(UUID.randomUUID());
    all.put(id, image(caller, id, manifest, SubmissionState.ACCEPTED));
    return id;
  }

  void put(Caller caller, SubmissionId id, SubmissionState state) {
    String manifest = all.get(id).submission().manifestText();
    all.put(id, image(caller, id, manifest, state));
  }

  private SubmittedImage image(Caller caller, SubmissionId id, String text, SubmissionState state) {
    Manifest manifest =
        ManifestRules.check(text, ManifestLimits.defaults(), OptionalInt.empty())
            .value()
            .orElseThrow();
    TinyImage image = TinyImage.named(folder, id.toString());
    Submission submission =
        new Submission(
            id,
            caller.organisation(),
            manifest.name(),
            "1",
            state,
            text,
            Sha256.of(new byte[0]),
            Optional.of(image.facts().configDigest()),
            Optional.empty(),
            List.of(),
            java.time.Instant.EPOCH,
            java.time.Instant.EPOCH);
    return new SubmittedImage(submission, manifest, image.facts(), image.archive());
  }

  /** The image that is started for a submission. */
  Sha256 started(SubmissionId id) {
    return SutImages.derived(all.get(id)).id();
  }

  @Override
  public Optional<Submission> find(Caller caller, SubmissionId id) {
    return Optional.ofNullable(all.get(id))
        .map(SubmittedImage::submission)
        .filter(one -> one.organisation().equals(caller.organisation()));
  }

  @Override
  public SubmittedImage image(OrganisationId organisation, SubmissionId id) {
    return all.get(id);
  }

  @Override
  public Limits limits() {
    throw new AssertionError("not asked for here");
  }

  @Override
  public Upload createUpload(Caller caller, long sizeBytes, Sha256 sha256, String mediaType) {
    throw new AssertionError("not asked for here");
  }

  @Override
  public Upload append(
      Caller caller,
      UploadId id,
      long offset,
      InputStream bytes,
      long length,
      Optional<Sha256> chunkDigest) {
    throw new AssertionError("not asked for here");
  }

  @Override
  public Optional<Upload> upload(Caller caller, UploadId id) {
    throw new AssertionError("not asked for here");
  }

  @Override
  public void abort(Caller caller, UploadId id) {
    throw new AssertionError("not asked for here");
  }

  @Override
  public Submission submit(
      Caller caller,
      ImageReference image,
      Optional<RegistryLogin> login,
      Optional<String> manifest) {
    throw new AssertionError("not asked for here");
  }

  @Override
  public Submission submit(Caller caller, UploadId upload, Optional<String> manifest) {
    throw new AssertionError("not asked for here");
  }

  @Override
  public List<Submission> list(Caller caller, int limit, Optional<SubmissionId> after) {
    throw new AssertionError("not asked for here");
  }

  @Override
  public Submission withdraw(Caller caller, SubmissionId id) {
    throw new AssertionError("not asked for here");
  }
}
