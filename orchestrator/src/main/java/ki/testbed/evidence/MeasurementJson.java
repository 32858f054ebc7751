package ki.testbed.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import ki.testbed.rules.CanonicalJson;
import ki.testbed.rules.Measurement;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A measurement as canonical JSON and back, without losing a digit. */
final class MeasurementJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              one -> one.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private MeasurementJson() {}

  static String write(Measurement measurement) {
    return new String(CanonicalJson.bytes(MAPPER.valueToTree(measurement)), StandardCharsets.UTF_8);
  }

  static Measurement read(String body) {
    return MAPPER.readValue(body, Measurement.class);
  }
}
