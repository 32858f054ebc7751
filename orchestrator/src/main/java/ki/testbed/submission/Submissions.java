package ki.testbed.submission;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import ki.testbed.access.Caller;
import ki.testbed.access.OrganisationId;
import ki.testbed.protocol.Sha256;

/**
 * Uploads and submissions of the caller's organisation; each method requires the right it needs.
 */
public interface Submissions {
  /** What is accepted here; the same for everybody. */
  Limits limits();

  /**
   * Announces bytes; already complete if this organisation has them, and the begun one if it has
   * begun to send them.
   *
   * @throws UploadProblem if they cannot be taken: too large, too many, no room
   */
  Upload createUpload(Caller caller, long sizeBytes, Sha256 sha256, String mediaType);

  /**
   * Adds bytes at the offset, durable when this returns; the last byte starts the check of the
   * hash, which is over when this returns.
   *
   * @param chunkDigest SHA-256 of exactly these bytes, if the sender named it
   * @throws UploadProblem if they are not taken; what was acknowledged before stays, unless all
   *     bytes together are not the announced ones
   */
  Upload append(
      Caller caller,
      UploadId id,
      long offset,
      InputStream bytes,
      long length,
      Optional<Sha256> chunkDigest);

  /** An upload of this organisation. */
  Optional<Upload> upload(Caller caller, UploadId id);

  /** Gives an upload up; its bytes are removed. A complete one stays. */
  void abort(Caller caller, UploadId id);

  /**
   * Hands in a completed upload with a manifest, whose findings are there at once; the image is
   * checked in the background, after which the state is ACCEPTED or REJECTED. The same image and
   * manifest again are a new version.
   *
   * @param manifest text of testbed.yaml, empty if the image carries it
   * @throws UploadProblem if the upload is not there or not complete
   * @throws SubmissionProblem if the manifest is too long
   */
  Submission submit(Caller caller, UploadId upload, Optional<String> manifest);

  /**
   * Hands in an image that lies in a registry, by its digest; it is fetched and then checked in the
   * background.
   *
   * @param login of the registry, if it wants one; kept encrypted until the image is here
   * @throws SubmissionProblem if the manifest is too long, or the registry is not listed
   */
  Submission submit(
      Caller caller,
      ImageReference image,
      Optional<RegistryLogin> login,
      Optional<String> manifest);

  /** A submission of this organisation. */
  Optional<Submission> find(Caller caller, SubmissionId id);

  /** Newest first, at most limit, older than the cursor if given. */
  List<Submission> list(Caller caller, int limit, Optional<SubmissionId> after);

  /**
   * Takes a submission back.
   *
   * @throws SubmissionProblem if there is none
   */
  Submission withdraw(Caller caller, SubmissionId id);

  /**
   * For our own modules: an accepted submission with all that starting it needs.
   *
   * @throws SubmissionProblem if there is none, or it is not accepted
   */
  SubmittedImage image(OrganisationId organisation, SubmissionId id);
}
