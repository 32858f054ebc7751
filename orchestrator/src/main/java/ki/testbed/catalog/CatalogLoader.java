package ki.testbed.catalog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import ki.testbed.access.AuditAction;
import ki.testbed.access.AuditPort;
import ki.testbed.access.OrganisationId;
import ki.testbed.catalog.CatalogStore.Sealed;
import ki.testbed.evidence.BlobStore;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.CanonicalJson;
import ki.testbed.rules.Checked;
import ki.testbed.rules.StrictYaml;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

/**
 * Registers data sets and seals plans that come with the service, each once; what was sealed never
 * changes.
 */
final class CatalogLoader {
  private final CatalogStore store;
  private final BlobStore blobs;
  private final AuditPort audit;
  private final TransactionOperations transactions;
  private final ResourcePatternResolver resources;

  CatalogLoader(
      CatalogStore store,
      BlobStore blobs,
      AuditPort audit,
      TransactionOperations transactions,
      ResourcePatternResolver resources) {
    this.store = store;
    this.blobs = blobs;
    this.audit = audit;
    this.transactions = transactions;
    this.resources = resources;
  }

  /**
   * Loads everything below this location, all or nothing.
   *
   * @throws CatalogRefused if something is not valid, or not what was sealed under its name before
   */
  void load(String source) {
    transactions.executeWithoutResult(_ -> {
      store.lock();
      find(source + "data-sets/*/*/dataset.yaml").forEach(this::register);
      find(source + "plans/*.yaml").forEach(this::seal);
    });
  }

  private List<Resource> find(String pattern) {
    try {
      return Arrays.stream(resources.getResources(pattern))
          .sorted(Comparator.comparing(Resource::getDescription))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the catalog cannot be read", e);
    }
  }

  private void seal(Resource file) {
    JsonNode tree = tree(file);
    TestPlan plan =
        valid(
            file,
            new PlanReader((id, version) -> store.dataSet(id, version).map(StoredCatalog::dataSet))
                .read(tree, Instant.EPOCH));
    Optional<Sealed> sealed = store.plan(plan.ref());
    sealed.ifPresent(one -> requireSame("test plan " + plan.ref(), one.sha256(), plan.sha256()));
    if (sealed.isEmpty()) {
      store.seal(plan.ref(), plan.body(), plan.sha256());
      audit.record(
          OrganisationId.PLATFORM,
          Optional.empty(),
          AuditAction.PLAN_SEALED,
          plan.ref().toString(),
          plan.sha256().hex());
    }
  }

  private void register(Resource file) {
    JsonNode tree = tree(file);
    DataSet dataSet = valid(file, DataSetReader.read(tree));
    String name = dataSet.id() + "@" + dataSet.version();
    Optional<Sealed> registered = store.dataSet(dataSet.id(), dataSet.version());
    registered.ifPresent(one -> requireSame("data set " + name, one.sha256(), dataSet.sha256()));
    keep(file, dataSet);
    if (registered.isEmpty()) {
      store.register(dataSet, new String(CanonicalJson.bytes(tree), StandardCharsets.UTF_8));
      audit.record(
          OrganisationId.PLATFORM,
          Optional.empty(),
          AuditAction.DATA_SET_REGISTERED,
          name,
          dataSet.sha256().hex());
    }
  }

  private void keep(Resource file, DataSet dataSet) {
    var findings = new PlanFindings();
    byte[] samples = bytes(sibling(file, "samples.ndjson"));
    byte[] expected = bytes(sibling(file, "expected.ndjson"));
    check("/blobs/samples", samples, dataSet.samples(), dataSet.samplesBytes(), findings);
    check("/blobs/expected", expected, dataSet.expected(), dataSet.expectedBytes(), findings);
    checkLines(samples, dataSet.n(), findings);
    checkLines(expected, dataSet.n(), findings);
    if (!findings.none()) {
      throw new CatalogRefused(file.getDescription(), findings.list());
    }
    keep(samples, dataSet.samples());
    keep(expected, dataSet.expected());
  }

  private static void check(
      String at, byte[] bytes, Sha256 hash, long size, PlanFindings findings) {
    if (!Sha256.of(bytes).equals(hash)) {
      findings.differs(at + "/sha256", Sha256.of(bytes).hex());
    }
    if (bytes.length != size) {
      findings.differs(at + "/bytes", Integer.toString(bytes.length));
    }
  }

  private static void checkLines(byte[] bytes, int n, PlanFindings findings) {
    long lines = new String(bytes, StandardCharsets.UTF_8).lines().count();
    if (lines != n) {
      findings.differs("/n", Long.toString(lines));
    }
  }

  /** Bytes may have been lost with their folder; the rows are older than this start. */
  private void keep(byte[] bytes, Sha256 hash) {
    if (blobs.find(OrganisationId.PLATFORM, hash).isPresent() && Files.exists(blobs.path(hash))) {
      return;
    }
    try (InputStream in = new ByteArrayInputStream(bytes)) {
      blobs.put(OrganisationId.PLATFORM, in);
    } catch (IOException e) {
      throw new UncheckedIOException("a data set cannot be stored", e);
    }
  }

  private static void requireSame(String what, Sha256 sealed, Sha256 found) {
    if (!sealed.equals(found)) {
      throw new CatalogRefused(
          "The %s was sealed with the hash %s, its file now has %s. Undo the change, or give it a new version."
              .formatted(what, sealed, found));
    }
  }

  private static <T> T valid(Resource file, Checked<T> checked) {
    return checked
        .value()
        .orElseThrow(() -> new CatalogRefused(file.getDescription(), checked.findings()));
  }

  private static JsonNode tree(Resource file) {
    return valid(file, StrictYaml.read(new String(bytes(file), StandardCharsets.UTF_8), "P001"));
  }

  private static Resource sibling(Resource file, String name) {
    try {
      return file.createRelative(name);
    } catch (IOException e) {
      throw new UncheckedIOException("no " + name + " beside " + file.getDescription(), e);
    }
  }

  private static byte[] bytes(Resource file) {
    try {
      return file.getContentAsByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(file.getDescription() + " cannot be read", e);
    }
  }
}
