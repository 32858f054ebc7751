package ki.testbed.submission;

import java.util.List;
import ki.testbed.intake.ImageFacts;
import ki.testbed.protocol.Finding;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What a check found, as it lies in the database. */
final class SubmissionJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<List<Finding>> FINDINGS = new TypeReference<>() {};

  private SubmissionJson() {}

  static String write(List<Finding> findings) {
    return MAPPER.writeValueAsString(findings);
  }

  static List<Finding> findings(String json) {
    return MAPPER.readValue(json, FINDINGS);
  }

  static String write(ImageFacts facts) {
    return MAPPER.writeValueAsString(facts);
  }

  static ImageFacts facts(String json) {
    return MAPPER.readValue(json, ImageFacts.class);
  }
}
