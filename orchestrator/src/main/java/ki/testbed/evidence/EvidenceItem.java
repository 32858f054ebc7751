package ki.testbed.evidence;

import java.time.Instant;
import java.util.UUID;
import ki.testbed.access.OrganisationId;
import ki.testbed.protocol.Sha256;

/** One immutable, hashed fact about an attempt of a run; the bytes are the blob of that hash. */
public record EvidenceItem(
    UUID id,
    OrganisationId organisation,
    UUID run,
    int attempt,
    EvidenceKind kind,
    Sha256 sha256,
    long bytes,
    String mediaType,
    Instant at) {}
