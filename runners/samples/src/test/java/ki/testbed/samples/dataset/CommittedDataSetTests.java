package ki.testbed.samples.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.TreeMap;
import ki.testbed.protocol.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The data sets in the catalogue are the ones their records speak of, and the plans pin. */
class CommittedDataSetTests {
  @ParameterizedTest
  @ValueSource(strings = {"langid-udhr", "langid-udhr-small"})
  void bytesAreThoseOfTheRecord(String id) throws IOException {
    var set = CommittedDataSet.read(id);
    for (var blob : set.tree().path("blobs")) {
      var bytes = set.bytes(blob.path("file").stringValue());
      assertThat(bytes.length).isEqualTo(blob.path("bytes").intValue());
      assertThat(Sha256.of(bytes)).hasToString(blob.path("sha256").stringValue());
    }
  }

  @ParameterizedTest
  @CsvSource({"langid-udhr, 1382, 51", "langid-udhr-small, 120, 5"})
  void everyLanguageHasItsShare(String id, int n, int fewest) throws IOException {
    var set = CommittedDataSet.read(id);
    var perLabel = new TreeMap<String, Integer>();
    set.labels().forEach(label -> perLabel.merge(label, 1, Integer::sum));
    assertThat(set.tree().path("n").intValue()).isEqualTo(n);
    assertThat(set.labels()).hasSize(n);
    assertThat(set.texts()).hasSize(n).doesNotHaveDuplicates();
    assertThat(perLabel).hasSize(24);
    assertThat(perLabel.values()).allMatch(count -> count >= fewest);
  }

  @Test
  void theSmallSetIsPartOfTheWhole() throws IOException {
    assertThat(CommittedDataSet.read("langid-udhr").texts())
        .containsAll(CommittedDataSet.read("langid-udhr-small").texts());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "language-identification",
        "language-identification-full",
        "language-identification-python",
        "language-identification-smoke"
      })
  void plansPinTheRecords(String plan) throws IOException {
    for (var pinned : CommittedDataSet.plan(plan).path("dataSets")) {
      var set = CommittedDataSet.read(pinned.path("ref").stringValue());
      assertThat(pinned.path("sha256").stringValue())
          .as("hash of the record %s in plan %s", set.id(), plan)
          .isEqualTo(set.sha256().toString());
      assertThat(pinned.path("split")).isEqualTo(set.tree().path("split"));
      assertThat(pinned.path("version")).isEqualTo(set.tree().path("version"));
    }
  }
}
