package ki.testbed.evaluation;

import java.time.Instant;
import java.util.Optional;
import ki.testbed.protocol.Event;
import ki.testbed.sandbox.Usage;

/** Preliminary figures of a running run, as last heard. */
public record LiveFigures(RunId run, Event.Progress progress, Optional<Usage> sut, Instant at) {}
