package ki.testbed.rules.label;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads official texts of the form {@code VCIO.json}: {@code {dimension: {criteria: [{index,
 * criterion_type_id, indicators: {code: {title, A, B, C, D, type, reference, weighting}}}]}}}.
 * Dimensions and their numbers are not looked at, as they are numbered differently from file to
 * file; neither are titles, some of which are cut off.
 */
public final class TextImport {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final LabelScheme scheme;
  private final List<TextFinding> findings = new ArrayList<>();
  private final Map<String, Map<String, String>> texts = new LinkedHashMap<>();

  private TextImport(LabelScheme scheme) {
    this.scheme = scheme;
  }

  /**
   * Checks a file and takes its texts.
   *
   * @param commit 40 hexadecimal digits
   * @throws IllegalArgumentException if the commit is none
   */
  public static OfficialTexts.Imported read(
      LabelScheme scheme, byte[] file, String commit, String source) {
    var reader = new TextImport(scheme);
    reader.file(file);
    var texts = new OfficialTexts(scheme.ref(), commit, source, Sha256.of(file), reader.texts);
    return reader.findings.isEmpty()
        ? new OfficialTexts.Imported.Accepted(texts)
        : new OfficialTexts.Imported.Refused(List.copyOf(reader.findings));
  }

  private void file(byte[] file) {
    if (file.length > OfficialTexts.MAX_BYTES) {
      unreadable("larger than " + OfficialTexts.MAX_BYTES + " bytes");
      return;
    }
    try {
      dimensions(JSON.readTree(file));
    } catch (JacksonException e) {
      unreadable("not JSON");
      return;
    }
    if (findings.isEmpty()) {
      missing();
    }
  }

  private void dimensions(JsonNode json) {
    if (!json.isObject() || json.isEmpty()) {
      unreadable("no object of dimensions");
    }
    json.properties().forEach(dimension -> criteria(dimension.getValue().path("criteria")));
  }

  private void criteria(JsonNode criteria) {
    if (!criteria.isArray() && !criteria.isObject()) {
      unreadable("a dimension without criteria");
    }
    for (JsonNode criterion : criteria.values()) {
      String type = criterion.path("criterion_type_id").asString("");
      criterion
          .path("indicators")
          .properties()
          .forEach(one -> indicator(type, one.getKey(), one.getValue()));
    }
  }

  private void indicator(String type, String code, JsonNode json) {
    var own = scheme.indicator(code);
    if (own.isEmpty()) {
      findings.add(TextFinding.codes(code, "steht nicht im Schema", "is not in the scheme"));
      return;
    }
    if (texts.put(code, levels(json)) != null) {
      findings.add(TextFinding.codes(code, "kommt zweimal vor", "comes twice"));
    }
    attributes(own.get(), type, json);
  }

  private void attributes(Indicator own, String type, JsonNode json) {
    Map<String, String> ids =
        scheme.criterion(own.criterion()).map(LabelCriterion::externalIds).orElse(Map.of());
    same(own, "criterion_type_id", ids.getOrDefault("criterion_type_id", ""), type);
    same(own, "type", own.kind().name().de(), text(json, "type"));
    same(own, "reference", own.scope().name().de(), text(json, "reference"));
    same(own, "weighting", own.weighting().name().de(), text(json, "weighting"));
  }

  private void same(Indicator own, String what, String ours, String theirs) {
    if (!ours.equals(theirs)) {
      findings.add(TextFinding.attribute(own.code(), what, ours, theirs));
    }
  }

  private Map<String, String> levels(JsonNode json) {
    var levels = new HashMap<String, String>();
    scheme
        .levels()
        .forEach(level -> levels.put(level.code(), LevelText.plain(text(json, level.code()))));
    return Map.copyOf(levels);
  }

  private static String text(JsonNode json, String name) {
    return json.path(name).asString("");
  }

  private void missing() {
    Set<String> missing = new TreeSet<>();
    scheme.indicators().forEach(one -> missing.add(one.code()));
    missing.removeAll(texts.keySet());
    missing.forEach(code -> findings.add(TextFinding.codes(code, "fehlt", "is missing")));
  }

  private void unreadable(String why) {
    findings.add(
        new TextFinding(
            TextFinding.Code.TEXTS_UNREADABLE,
            why,
            new Text("Die Datei ist nicht in der erwarteten Form", "The file has another form")));
  }
}
