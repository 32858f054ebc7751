package ki.testbed.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import ki.testbed.TestDatabase;
import ki.testbed.access.AccessDenied;
import ki.testbed.access.AuditAction;
import ki.testbed.access.Caller;
import ki.testbed.access.Role;
import ki.testbed.access.TestCallers;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.Measurement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

class StoredEvidenceTests {
  @TempDir Path folder;
  private final TestDatabase database = TestDatabase.shared();
  private final UUID run = UUID.randomUUID();
  private TestEvidence parts;
  private Evidence evidence;
  private Caller anna;
  private Caller ben;

  @BeforeEach
  void setUp() {
    database.empty();
    parts = new TestEvidence(database, folder);
    evidence = parts.evidence();
    anna = TestCallers.submitter();
    ben = TestCallers.submitter();
  }

  @Test
  void anItemIsItsBytesAndWhatTheyAreAbout() throws IOException {
    EvidenceItem item = append(1, EvidenceKind.SUT_LOG, "hello");

    assertThat(item.sha256()).isEqualTo(Sha256.of("hello".getBytes(StandardCharsets.UTF_8)));
    assertThat(item.bytes()).isEqualTo(5);
    assertThat(item.organisation()).isEqualTo(anna.organisation());
    assertThat(evidence.items(anna, run)).containsExactly(item);
    assertThat(evidence.items(run)).containsExactly(item);
    try (var bytes = parts.blobs().open(item.sha256())) {
      assertThat(bytes.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
    }
  }

  @Test
  void theSameBytesAgainAreTheSameItem() throws IOException {
    EvidenceItem first = append(1, EvidenceKind.SUT_LOG, "hello");

    assertThat(append(1, EvidenceKind.SUT_LOG, "hello")).isEqualTo(first);
    assertThat(append(2, EvidenceKind.SUT_LOG, "hello").id()).isNotEqualTo(first.id());
    assertThat(append(1, EvidenceKind.PLATFORM_LOG, "hello").id()).isNotEqualTo(first.id());
  }

  @Test
  void itemsOfARolledBackTransactionDoNotExist() {
    database
        .transactions()
        .executeWithoutResult(transaction -> {
          append(1, EvidenceKind.SUT_LOG, "hello");
          transaction.setRollbackOnly();
        });

    assertThat(evidence.items(anna, run)).isEmpty();
  }

  @Test
  void everyKindCanBeStored() {
    for (EvidenceKind kind : EvidenceKind.values()) {
      assertThat(append(1, kind, "x").kind()).isEqualTo(kind);
    }
  }

  @Test
  void valuesComeBackToTheLastDigit() {
    var exact =
        new Measurement(
            "latency_p99@1",
            Decimal.ofNanosAsMillis(12_345_678_901_234_567L),
            "ms",
            9_007_199_254_740_992L,
            OptionalLong.of(77),
            Optional.of(Decimal.parse("1.0000000000000000000001")),
            Optional.of(Decimal.parse("-0.1")),
            Optional.of(Decimal.INFINITY),
            Optional.of(Decimal.parse("0.99")),
            "quantile/1",
            Optional.of(Sha256.of(new byte[1])));
    Measurement bare = value("sut_memory_peak@1", "0");

    evidence.append(anna.organisation(), run, 1, List.of(exact, bare));

    assertThat(evidence.measurements(anna, run))
        .extracting(MeasurementRow::measurement)
        .containsExactly(exact, bare);
    assertThat(evidence.measurements(run)).isEqualTo(evidence.measurements(anna, run));
    assertThat(
            database
                .client()
                .sql(
                    "select value from measurement where run_id = :run and metric = 'latency_p99@1'")
                .param("run", run)
                .query(String.class)
                .single())
        .isEqualTo("12345678901.234567");
  }

  @Test
  void aSecondValueOfTheSameMetricConfidenceAndAttemptIsRefusedAsAWhole() {
    evidence.append(anna.organisation(), run, 1, List.of(value("accuracy@1", "0.9")));

    assertThatThrownBy(() ->
            evidence.append(
                anna.organisation(),
                run,
                1,
                List.of(value("error_share@1", "0"), value("accuracy@1", "0.9"))))
        .isInstanceOf(DuplicateKeyException.class);

    assertThat(evidence.measurements(anna, run)).hasSize(1);
    evidence.append(
        anna.organisation(),
        run,
        1,
        List.of(withConfidence("accuracy@1", "0.95"), withConfidence("accuracy@1", "0.99")));
    assertThat(evidence.measurements(anna, run)).hasSize(3);
  }

  @Test
  void valuesAreThoseOfTheLastAttemptThatHasAny() {
    evidence.append(anna.organisation(), run, 1, List.of(value("accuracy@1", "0.8")));
    evidence.append(anna.organisation(), run, 2, List.of(value("accuracy@1", "0.9")));

    assertThat(evidence.measurements(anna, run))
        .extracting(MeasurementRow::attempt)
        .containsExactly(2);
  }

  @Test
  void otherOrganisationsSeeNothingAndWhoLacksTheRightIsStopped() {
    append(1, EvidenceKind.SUT_LOG, "hello");
    evidence.append(anna.organisation(), run, 1, List.of(value("accuracy@1", "0.8")));

    assertThat(evidence.items(ben, run)).isEmpty();
    assertThat(evidence.measurements(ben, run)).isEmpty();
    Caller operator = TestCallers.member(database, Role.OPERATOR);
    assertThatThrownBy(() -> evidence.items(operator, run)).isInstanceOf(AccessDenied.class);
    assertThatThrownBy(() -> evidence.measurements(operator, run)).isInstanceOf(AccessDenied.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update evidence_item set kind = 'SEED'",
        "delete from evidence_item",
        "truncate evidence_item cascade",
        "update measurement set value = '1'",
        "delete from measurement",
        "truncate measurement cascade",
        "update audit_entry set detail = ''",
        "delete from audit_entry",
        "truncate audit_entry",
        "update blob set bytes = 0"
      })
  void factsAreNeitherChangedNorRemoved(String sql) {
    append(1, EvidenceKind.SUT_LOG, "hello");
    evidence.append(anna.organisation(), run, 1, List.of(value("accuracy@1", "0.8")));
    parts.audit().record(anna, AuditAction.TOKEN_CREATED, "x", "");

    assertThatThrownBy(() -> database.client().sql(sql).update())
        .as("the service's role")
        .rootCause()
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> database.owner().sql(sql).update())
        .as("the owner of the table")
        .isInstanceOf(DataIntegrityViolationException.class)
        .rootCause()
        .hasMessageContaining("append-only");
  }

  @Test
  void anAuditEntryExistsIfAndOnlyIfItsDeedDoes() {
    database
        .transactions()
        .executeWithoutResult(transaction -> {
          parts.audit().record(anna, AuditAction.TOKEN_CREATED, "undone", "");
          transaction.setRollbackOnly();
        });
    parts.audit().record(anna, AuditAction.TOKEN_CREATED, "done", "");

    assertThat(
            database
                .client()
                .sql("select object from audit_entry where org_id = :org")
                .param("org", anna.organisation().value())
                .query(String.class)
                .list())
        .containsExactly("done");
  }

  private EvidenceItem append(int attempt, EvidenceKind kind, String text) {
    try {
      var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
      return evidence.append(anna.organisation(), run, attempt, kind, "text/plain", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Measurement value(String metric, String value) {
    return new Measurement(
        metric,
        Decimal.parse(value),
        "1",
        10,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "reading/1",
        Optional.empty());
  }

  private static Measurement withConfidence(String metric, String confidence) {
    return new Measurement(
        metric,
        Decimal.ZERO,
        "1",
        10,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.of(Decimal.ZERO),
        Optional.empty(),
        Optional.of(Decimal.parse(confidence)),
        "clopper-pearson/1",
        Optional.empty());
  }
}
