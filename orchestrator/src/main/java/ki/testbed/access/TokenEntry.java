package ki.testbed.access;

import java.time.Instant;
import java.util.Set;

/** What is kept of a token, for its owner's eyes. */
public record TokenEntry(
    String id, String name, Set<String> scopes, Instant createdAt, Instant expiresAt) {}
