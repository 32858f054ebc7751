package ki.testbed.evidence.plot;

import java.time.Instant;
import ki.testbed.protocol.Phase;

/** A phase of a run from its beginning to its end, by the runner's wall clock. */
public record PhaseSpan(Phase phase, Instant from, Instant to) {}
