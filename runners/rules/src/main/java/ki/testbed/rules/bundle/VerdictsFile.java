package ki.testbed.rules.bundle;

import java.util.List;
import ki.testbed.rules.Verdict;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code verdicts.json}, also inside the signed statement. */
public final class VerdictsFile {
  private VerdictsFile() {}

  /** One entry per criterion. */
  public static JsonNode of(List<Verdict> verdicts) {
    ArrayNode file = JsonNodeFactory.instance.arrayNode();
    for (Verdict verdict : verdicts) {
      var line =
          file.addObject()
              .put("criterion", verdict.criterionId())
              .put("value", verdict.value().name())
              .put("preview", verdict.preview())
              .put("ruleSetVersion", verdict.ruleSetVersion());
      line.putObject("reason").put("de", verdict.reason().de()).put("en", verdict.reason().en());
    }
    return file;
  }
}
