package ki.testbed.sandbox;

import java.util.UUID;

/**
 * Names one sandbox: the claim that pays for it and the attempt of its run. Enough to find it again
 * after a restart.
 */
public record SandboxHandle(UUID claim, int attempt) {}
