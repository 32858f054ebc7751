package ki.testbed.api;

import java.time.Instant;
import ki.testbed.protocol.Sha256;
import ki.testbed.submission.Upload;
import ki.testbed.submission.UploadId;
import ki.testbed.submission.UploadState;

/**
 * Bytes on their way in.
 *
 * @param offset where the next chunk starts
 */
record UploadView(
    UploadId id, UploadState state, long sizeBytes, Sha256 sha256, long offset, Instant createdAt) {
  static UploadView of(Upload upload) {
    return new UploadView(
        upload.id(),
        upload.state(),
        upload.sizeBytes(),
        upload.sha256(),
        upload.offset(),
        upload.createdAt());
  }
}
