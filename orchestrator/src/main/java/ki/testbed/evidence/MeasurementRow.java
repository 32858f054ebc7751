package ki.testbed.evidence;

import java.time.Instant;
import java.util.UUID;
import ki.testbed.access.OrganisationId;
import ki.testbed.rules.Measurement;

/** A measured value as it was stored; the one source for page, API, Prometheus and exports. */
public record MeasurementRow(
    UUID id,
    OrganisationId organisation,
    UUID run,
    int attempt,
    Measurement measurement,
    Instant at) {}
