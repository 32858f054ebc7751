package ki.testbed.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import ki.testbed.access.Caller;
import ki.testbed.access.OrganisationId;
import ki.testbed.rules.Measurement;

/** Appends and reads facts; nothing is ever changed or deleted here. */
public interface Evidence {
  /**
   * Stores the bytes and appends the item in the caller's transaction; the same bytes for the same
   * kind and attempt are one item.
   */
  EvidenceItem append(
      OrganisationId organisation,
      UUID run,
      int attempt,
      EvidenceKind kind,
      String mediaType,
      InputStream bytes)
      throws IOException;

  /**
   * Appends measured values in the caller's transaction; a second value for the same attempt and
   * metric is refused by the database.
   */
  List<MeasurementRow> append(
      OrganisationId organisation, UUID run, int attempt, List<Measurement> measurements);

  /** Items of a run of the caller's organisation, oldest first. */
  List<EvidenceItem> items(Caller caller, UUID run);

  /** The same for our own modules, which have checked the caller before. */
  List<EvidenceItem> items(UUID run);

  /** Measured values of a run's last attempt that has any. */
  List<MeasurementRow> measurements(Caller caller, UUID run);

  /** The same for our own modules, which have checked the caller before. */
  List<MeasurementRow> measurements(UUID run);
}
