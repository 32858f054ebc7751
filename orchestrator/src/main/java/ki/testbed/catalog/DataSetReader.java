package ki.testbed.catalog;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import ki.testbed.catalog.DataSet.Visibility;
import ki.testbed.rules.CanonicalJson;
import ki.testbed.rules.Checked;
import tools.jackson.databind.JsonNode;

/** From a data set's record to the data set, or to everything that is wrong with it at once. */
final class DataSetReader {
  private static final Set<String> TOP =
      Set.of(
          "id",
          "version",
          "title",
          "task",
          "source",
          "sourceIntegrity",
          "sourceText",
          "licence",
          "personalData",
          "selectionRule",
          "n",
          "languages",
          "split",
          "visibility",
          "sensitiveAttributes",
          "leakage",
          "knownLimits",
          "blobs");
  private static final Map<String, Visibility> VISIBILITIES =
      Map.of(
          "PUBLIC",
          Visibility.PUBLIC,
          "SUBMITTER",
          Visibility.SUBMITTER,
          "HIDDEN",
          Visibility.HIDDEN);

  private DataSetReader() {}

  static Checked<DataSet> read(JsonNode tree) {
    var findings = new PlanFindings();
    var top = new Fields(tree, "", findings, TOP);
    top.text("task");
    top.text("personalData");
    top.word("split", Pattern.compile("TRAIN|VALIDATION|TEST"));
    Fields leakage = top.group("leakage", Set.of("result", "reason"));
    leakage.text("result");
    leakage.text("reason");
    Fields blobs = top.group("blobs", Set.of("samples", "expected"));
    Fields samples = blobs.group("samples", Set.of("file", "bytes", "sha256"));
    Fields expected = blobs.group("expected", Set.of("file", "bytes", "sha256"));
    samples.word("file", Pattern.compile("samples\\.ndjson"));
    expected.word("file", Pattern.compile("expected\\.ndjson"));
    String id = top.word("id", PlanReader.ID);
    String version = top.word("version", PlanReader.VERSION);
    int n = top.integer("n", 1, Integer.MAX_VALUE);
    String licence = top.text("licence");
    String source = top.text("source");
    String selectionRule = top.text("selectionRule");
    var visibility = top.oneOf("visibility", VISIBILITIES).orElse(Visibility.HIDDEN);
    var title = top.bothLanguages("title");
    var samplesHash = samples.sha256("sha256");
    int samplesBytes = samples.integer("bytes", 1, Integer.MAX_VALUE);
    var expectedHash = expected.sha256("sha256");
    int expectedBytes = expected.integer("bytes", 1, Integer.MAX_VALUE);
    if (!findings.none()) {
      return Checked.refused(findings.list());
    }
    return Checked.of(
        new DataSet(
            id,
            version,
            CanonicalJson.hash(tree),
            samplesHash,
            samplesBytes,
            expectedHash,
            expectedBytes,
            n,
            licence,
            source,
            selectionRule,
            visibility,
            title),
        List.of());
  }
}
