package ki.testbed.submission;

import java.time.Instant;
import ki.testbed.protocol.Sha256;

/**
 * Bytes on their way in.
 *
 * @param offset bytes that are durably here
 */
public record Upload(
    UploadId id,
    UploadState state,
    long sizeBytes,
    Sha256 sha256,
    long offset,
    Instant createdAt,
    Instant touchedAt) {}
