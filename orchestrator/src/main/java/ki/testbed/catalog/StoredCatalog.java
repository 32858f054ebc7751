package ki.testbed.catalog;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import ki.testbed.access.Caller;
import ki.testbed.access.Right;
import ki.testbed.catalog.CatalogStore.Sealed;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.Checked;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The catalog in the database. What is sealed never changes, so it is read once. */
final class StoredCatalog implements Catalog {
  private final CatalogStore store;
  private final Map<PlanRef, TestPlan> plans = new ConcurrentHashMap<>();

  StoredCatalog(CatalogStore store) {
    this.store = store;
  }

  @Override
  public List<TestPlan> plans(Caller caller) {
    caller.require(Right.CATALOG_READ);
    return store.newest().stream().map(this::sealed).toList();
  }

  @Override
  public Optional<TestPlan> plan(Caller caller, PlanRef ref) {
    caller.require(Right.CATALOG_READ);
    return find(ref);
  }

  @Override
  public Optional<TestPlan> newest(Caller caller, String planId) {
    caller.require(Right.CATALOG_READ);
    return store.newest().stream()
        .filter(ref -> ref.id().equals(planId))
        .findFirst()
        .flatMap(this::find);
  }

  @Override
  public TestPlan sealed(PlanRef ref) {
    return find(ref).orElseThrow(() -> new NoSuchElementException("there is no test plan " + ref));
  }

  private Optional<TestPlan> find(PlanRef ref) {
    return Optional.ofNullable(plans.get(ref))
        .or(() -> store.plan(ref).map(row -> plans.computeIfAbsent(ref, _ -> plan(row))));
  }

  @Override
  public DataSet dataSet(String id, String version) {
    return store
        .dataSet(id, version)
        .map(StoredCatalog::dataSet)
        .orElseThrow(
            () -> new NoSuchElementException("there is no data set " + id + "@" + version));
  }

  @Override
  public List<DataSet> dataSets(Caller caller) {
    caller.require(Right.CATALOG_READ);
    return store.dataSets().stream().map(StoredCatalog::dataSet).toList();
  }

  private TestPlan plan(Sealed row) {
    return unchanged(
        new PlanReader((id, version) -> store.dataSet(id, version).map(StoredCatalog::dataSet))
            .read(tree(row), row.at()),
        row.sha256(),
        TestPlan::sha256);
  }

  static DataSet dataSet(Sealed row) {
    return unchanged(DataSetReader.read(tree(row)), row.sha256(), DataSet::sha256);
  }

  private static JsonNode tree(Sealed row) {
    return JsonMapper.shared().readTree(row.body());
  }

  private static <T> T unchanged(Checked<T> read, Sha256 sealed, Function<T, Sha256> hash) {
    return read.value()
        .filter(one -> hash.apply(one).equals(sealed))
        .orElseThrow(() ->
            new IllegalStateException("what was sealed as " + sealed + " reads differently now"));
  }
}
