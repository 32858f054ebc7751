package ki.testbed.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the service and its child process say to each other. */
final class IntakeWire {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private IntakeWire() {}

  record Request(Path archive, IntakeBounds bounds, ImageSettings settings) {}

  static byte[] write(Request request) {
    return MAPPER.writeValueAsBytes(request);
  }

  static Request readRequest(InputStream in) {
    return MAPPER.readValue(in, Request.class);
  }

  static void write(IntakeResult result, OutputStream out) {
    MAPPER.writeValue(out, result);
  }

  /**
   * Reads an answer.
   *
   * @throws IOException if it is none, or cut
   */
  static IntakeResult readResult(byte[] bytes) throws IOException {
    try {
      return MAPPER.readValue(bytes, IntakeResult.class);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException("the answer of an archive check is none", e);
    }
  }
}
