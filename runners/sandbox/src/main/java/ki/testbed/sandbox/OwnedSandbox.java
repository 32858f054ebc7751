package ki.testbed.sandbox;

import java.time.Instant;
import java.util.UUID;

/** A sandbox found on the engine by its marks. */
public record OwnedSandbox(SandboxHandle handle, UUID run, long epoch, Instant expires) {}
