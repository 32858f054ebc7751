package ki.testbed.access;

import java.time.Instant;

/** A token just made; {@code secret} is shown once. */
public record NewToken(String id, String secret, Instant expiresAt) {}
