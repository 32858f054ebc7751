package ki.testbed.cli;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the testbed answered. */
record Answer(int status, byte[] body, Headers headers) {
  static final JsonMapper JSON = new JsonMapper();

  /** Header by name. */
  interface Headers {
    Optional<String> value(String name);
  }

  static Answer of(HttpResponse<byte[]> response) {
    return new Answer(
        response.statusCode(), response.body(), name -> response.headers().firstValue(name));
  }

  boolean good() {
    return status / 100 == 2;
  }

  /** Whether the same question may be answered later. */
  boolean later() {
    return status == 429 || status == 503;
  }

  Duration retryAfter() {
    return headers
        .value("Retry-After")
        .filter(it -> it.matches("[0-9]{1,4}"))
        .map(Long::valueOf)
        .map(Duration::ofSeconds)
        .orElse(Duration.ofSeconds(1));
  }

  /** The body as JSON; missing where it is none. */
  JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }

  long number(String header) {
    return headers
        .value(header)
        .filter(it -> it.matches("[0-9]{1,18}"))
        .map(Long::valueOf)
        .orElse(-1L);
  }
}
