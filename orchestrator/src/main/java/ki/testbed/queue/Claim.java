package ki.testbed.queue;

import java.time.Instant;
import java.util.UUID;

/**
 * What owns capacity of a node, until its sandbox is seen to be gone.
 *
 * @param owner the run
 * @param from when it was made
 * @param until its hard end; the claim outlives it if the sandbox does
 * @param epoch of the leader that made it
 */
public record Claim(
    UUID id, UUID owner, int attempt, String node, Instant from, Instant until, long epoch) {}
