package ki.testbed.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import ki.testbed.TestDatabase;
import ki.testbed.access.Caller;
import ki.testbed.access.Role;
import ki.testbed.access.TestCallers;
import ki.testbed.evidence.TestEvidence;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.protocol.Sha256;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.dao.DataIntegrityViolationException;

/** The plans and data sets that come with the service, sealed on a real database. */
class ShippedCatalogTests {
  private static final PlanRef PLAN = new PlanRef("language-identification", 2);

  @TempDir static Path blobs;
  private static TestDatabase database;
  private static StoredCatalog catalog;
  private static Caller caller;

  @BeforeAll
  static void load() {
    database = TestDatabase.separate("shipped_catalog");
    loadFrom("classpath:catalog/");
    catalog = new StoredCatalog(new CatalogStore(database.client()));
    caller = TestCallers.member(database, Role.SUBMITTER);
  }

  private static void loadFrom(String source) {
    var evidence = new TestEvidence(database, blobs);
    new CatalogLoader(
            new CatalogStore(database.client()),
            evidence.blobs(),
            evidence.audit(),
            database.transactions(),
            new PathMatchingResourcePatternResolver())
        .load(source);
  }

  @Test
  void planHasItsScenariosCriteriaAndHash() {
    TestPlan plan = catalog.plan(caller, PLAN).orElseThrow();

    assertThat(plan.scenarios())
        .extracting(one -> one.scenario().kind())
        .containsExactly(ScenarioKind.ACCURACY, ScenarioKind.SERVER);
    assertThat(plan.scenarios().get(1).scenario().windowNs()).isEqualTo(45_000_000_000L);
    assertThat(plan.criteria())
        .extracting(one -> one.id())
        .containsExactly("c-accuracy", "c-p99", "c-errors");
    assertThat(plan.sha256()).isEqualTo(Sha256.of(plan.body().getBytes(StandardCharsets.UTF_8)));
    assertThat(plan.sealedAt()).isAfter(Instant.EPOCH);
  }

  @Test
  void dataSetBindsTheBytesThatLieInTheStore() throws IOException {
    DataSet dataSet = catalog.dataSet("langid-udhr", "1");

    assertThat(
            Files.readAllBytes(new TestEvidence(database, blobs).blobs().path(dataSet.samples())))
        .satisfies(bytes -> assertThat(Sha256.of(bytes)).isEqualTo(dataSet.samples()))
        .hasSize((int) dataSet.samplesBytes());
    assertThat(catalog.plan(caller, PLAN).orElseThrow().dataSets())
        .containsExactly(new TestPlan.DataSetRef("langid-udhr", "1", dataSet.sha256()));
  }

  @Test
  void loadingAgainChangesNothing() {
    List<TestPlan> before = catalog.plans(caller);

    loadFrom("classpath:catalog/");

    assertThat(new StoredCatalog(new CatalogStore(database.client())).plans(caller))
        .isEqualTo(before);
    assertThat(
            database
                .client()
                .sql("select count(*) from audit_entry where action = 'PLAN_SEALED'")
                .query(Long.class)
                .single())
        .isEqualTo(before.size());
  }

  @Test
  void aChangedPlanOfTheSameVersionStopsTheStart(@TempDir Path folder) throws IOException {
    String text =
        new String(
            getClass()
                .getResourceAsStream("/catalog/plans/language-identification.yaml")
                .readAllBytes(),
            StandardCharsets.UTF_8);
    Files.createDirectories(folder.resolve("plans"));
    Files.writeString(
        folder.resolve("plans/changed.yaml"), text.replace("value: \"0.95\"", "value: \"0.9\""));

    assertThatThrownBy(() -> loadFrom("file:" + folder + "/"))
        .isInstanceOf(CatalogRefused.class)
        .hasMessageContaining("language-identification@2")
        .hasMessageContaining(catalog.sealed(PLAN).sha256().hex())
        .hasMessageEndingWith("Undo the change, or give it a new version.");
  }

  @Test
  void sealedRowsCannotBeChangedOrRemoved() {
    for (String sql :
        List.of(
            "update test_plan set body = '{}'",
            "delete from test_plan",
            "truncate test_plan",
            "update data_set set body = '{}'",
            "delete from data_set",
            "truncate data_set")) {
      assertThatThrownBy(() -> database.client().sql(sql).update())
          .as(sql)
          .rootCause()
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> database.owner().sql(sql).update())
          .as(sql)
          .isInstanceOf(DataIntegrityViolationException.class)
          .rootCause()
          .hasMessageContaining("append-only");
    }
  }
}
