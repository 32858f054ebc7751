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

  /** Announces bytes; already complete if this organisation has them. */
  Upload createUpload(Caller caller, long sizeBytes, Sha256 sha256, String mediaType);

  /**
   * Adds bytes at the offset, durable when this returns; the last byte starts the check of the
   * hash, which is over when this returns.
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

  /** Gives an upload up; its bytes are removed. */
  void abort(Caller caller, UploadId id);

  /**
   * Hands in a completed upload with a manifest; checks go on in the background.
   *
   * @param manifest text of testbed.yaml, empty if the image carries it
   */
  Submission submit(Caller caller, UploadId upload, Optional<String> manifest);

  /** A submission of this organisation. */
  Optional<Submission> find(Caller caller, SubmissionId id);

  /** Newest first, at most limit, older than the cursor if given. */
  List<Submission> list(Caller caller, int limit, Optional<SubmissionId> after);

  /** Takes a submission back. */
  Submission withdraw(Caller caller, SubmissionId id);

  /** For our own modules: an accepted submission with all that starting it needs. */
  SubmittedImage image(OrganisationId organisation, SubmissionId id);
}
