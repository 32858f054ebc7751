package ki.testbed.samples.dataset;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** Samples as the runner reads them: one JSON object per line. */
final class Ndjson {
  private static final JsonFactory JSON = new JsonFactory();

  private Ndjson() {}

  /** What the SUT is asked. */
  static byte[] inputs(List<Sample> samples) {
    return lines(samples, Ndjson::input);
  }

  /** What it should answer, in the same order. */
  static byte[] expected(List<Sample> samples) {
    return lines(samples, (json, sample) -> json.writeStringProperty("label", sample.label()));
  }

  private static void input(JsonGenerator json, Sample sample) {
    json.writeArrayPropertyStart("inputs");
    json.writeStartObject();
    json.writeStringProperty("name", "text");
    json.writeArrayPropertyStart("shape");
    json.writeNumber(1);
    json.writeEndArray();
    json.writeStringProperty("datatype", "BYTES");
    json.writeArrayPropertyStart("data");
    json.writeString(sample.text());
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static byte[] lines(List<Sample> samples, BiConsumer<JsonGenerator, Sample> members) {
    var bytes = new ByteArrayOutputStream();
    for (var sample : samples) {
      try (var json = JSON.createGenerator(bytes)) {
        json.writeStartObject();
        members.accept(json, sample);
        json.writeEndObject();
      }
      bytes.write('\n');
    }
    return bytes.toByteArray();
  }
}
