package ki.testbed.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import ki.testbed.access.Caller;
import ki.testbed.access.OrganisationId;
import ki.testbed.access.Right;
import ki.testbed.evidence.EvidenceStore.Place;
import ki.testbed.rules.Measurement;
import org.springframework.transaction.support.TransactionOperations;

/** Evidence in the database, its bytes in the blob store. */
record StoredEvidence(
    BlobStore blobs,
    EvidenceStore items,
    MeasurementStore values,
    TransactionOperations transactions)
    implements Evidence {

  @Override
  public EvidenceItem append(
      OrganisationId organisation,
      UUID run,
      int attempt,
      EvidenceKind kind,
      String mediaType,
      InputStream bytes)
      throws IOException {
    var blob = blobs.put(organisation, bytes);
    return items.insert(new Place(organisation, run, attempt, kind), blob, mediaType);
  }

  @Override
  public List<MeasurementRow> append(
      OrganisationId organisation, UUID run, int attempt, List<Measurement> measurements) {
    return Objects.requireNonNull(
        transactions.execute(_ ->
            measurements.stream()
                .map(one -> values.insert(organisation, run, attempt, one))
                .toList()));
  }

  @Override
  public List<EvidenceItem> items(Caller caller, UUID run) {
    caller.require(Right.EVALUATION_READ);
    return items.list(caller.organisation(), run);
  }

  @Override
  public List<EvidenceItem> items(UUID run) {
    return items.listForUs(run);
  }

  @Override
  public List<MeasurementRow> measurements(Caller caller, UUID run) {
    caller.require(Right.EVALUATION_READ);
    return values.ofLastAttempt(caller.organisation(), run);
  }

  @Override
  public List<MeasurementRow> measurements(UUID run) {
    return values.ofLastAttemptForUs(run);
  }
}
