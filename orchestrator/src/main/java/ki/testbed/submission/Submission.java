package ki.testbed.submission;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ki.testbed.access.OrganisationId;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Sha256;

/**
 * An AI container image with its manifest, handed in.
 *
 * @param name empty while only the image knows its manifest, and if the manifest has no usable one
 * @param version empty while it has none; name of this version, unique per name in its organisation
 * @param archive hash of the archive; of an image in a registry its digest there, until it is here
 * @param imageDigest SHA-256 of the submitted image config; present once the image was read
 * @param manifestHash of the effective manifest (RFC 8785), present once it was read
 */
public record Submission(
    SubmissionId id,
    OrganisationId organisation,
    String name,
    String version,
    SubmissionState state,
    String manifestText,
    Sha256 archive,
    Optional<Sha256> imageDigest,
    Optional<Sha256> manifestHash,
    List<Finding> findings,
    Instant createdAt,
    Instant stateSince) {}
