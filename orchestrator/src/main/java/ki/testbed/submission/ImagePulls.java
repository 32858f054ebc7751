package ki.testbed.submission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.evidence.BlobStore;
import ki.testbed.protocol.Sha256;
import ki.testbed.submission.SubmissionProblem.Code;
import ki.testbed.submission.SubmissionProperties.Registry;
import ki.testbed.submission.SubmissionStore.Claimed;

/** The second way in: images that are fetched from registries. */
final class ImagePulls {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final List<Registry> listed;
  private final RegistryHosts.Names names;
  private final SealedLogin logins;
  private final Uploads uploads;
  private final Stored stored;

  /** Where what was fetched goes. */
  record Stored(SubmissionStore rows, BlobStore blobs) {}

  ImagePulls(
      List<Registry> listed,
      RegistryHosts.Names names,
      SealedLogin logins,
      Uploads uploads,
      Stored stored) {
    this.listed = listed;
    this.names = names;
    this.logins = logins;
    this.uploads = uploads;
    this.stored = stored;
  }

  /**
   * Stops a reference that would not be fetched.
   *
   * @throws SubmissionProblem if its registry is not listed
   */
  void requireListed(ImageReference reference) {
    if (!RegistryHosts.lists(listed, reference.registry())) {
      throw new SubmissionProblem(Code.REGISTRY_NOT_LISTED);
    }
  }

  SealedBytes sealed(RegistryLogin login) {
    return logins.seal(login);
  }

  /**
   * Brings the image here, as a blob of its organisation.
   *
   * @throws RegistryRefusal if it cannot be had
   * @throws IOException if it cannot be stored, or the claim is lost
   */
  Sha256 fetch(Claimed claimed, UUID checker) throws IOException, InterruptedException {
    ImageReference reference = claimed.source().reference().orElseThrow();
    Optional<RegistryLogin> login = claimed.source().login().map(logins::open);
    var client = new RegistryClient(reference, login, new RegistryHosts(listed, names));
    var pull = new ImagePull(reference, client, uploads.room(claimed.organisation()), PAUSE);
    Path file = stored.blobs().incoming().resolve("pull-" + claimed.id());
    try {
      Sha256 archive = pull.into(file);
      var _ = stored.blobs().adopt(claimed.organisation(), file, archive);
      if (!stored.rows().fetched(claimed.id(), checker, archive)) {
        throw new IOException("the claim is lost");
      }
      return archive;
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
