package ki.testbed.evaluation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import ki.testbed.protocol.Event;
import ki.testbed.sandbox.Usage;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Live figures as JSON and back. */
@Component
class LiveRows {
  private final JsonMapper json;

  LiveRows(JsonMapper json) {
    this.json = json;
  }

  LiveFigures figures(RunId run, ResultSet row) throws SQLException {
    return new LiveFigures(
        run,
        json.readValue(row.getString("progress"), Event.Progress.class),
        Optional.ofNullable(row.getString("usage")).map(this::usage),
        RunRows.instant(row, "at"));
  }

  String text(Event.Progress progress) {
    return json.writeValueAsString(progress);
  }

  String text(Usage usage) {
    ObjectNode fields = json.createObjectNode().put("at", usage.at().toString());
    put(fields, "cpuNanos", usage.cpuNanos());
    put(fields, "memoryPeakBytes", usage.memoryPeakBytes());
    put(fields, "memoryBytes", usage.memoryBytes());
    put(fields, "throttledNanos", usage.throttledNanos());
    put(fields, "oomKills", usage.oomKills());
    put(fields, "pidsRefused", usage.pidsRefused());
    return json.writeValueAsString(fields.put("method", usage.method()));
  }

  private static void put(ObjectNode fields, String name, Usage.Counter counter) {
    switch (counter) {
      case Usage.Counter.Value(long value) -> fields.put(name, value);
      case Usage.Counter.Absent(String why) -> fields.put(name, why);
    }
  }

  private Usage usage(String text) {
    JsonNode fields = json.readTree(text);
    return new Usage(
        Instant.parse(fields.path("at").asString()),
        counter(fields.path("cpuNanos")),
        counter(fields.path("memoryPeakBytes")),
        counter(fields.path("memoryBytes")),
        counter(fields.path("throttledNanos")),
        counter(fields.path("oomKills")),
        counter(fields.path("pidsRefused")),
        fields.path("method").asString());
  }

  private static Usage.Counter counter(JsonNode value) {
    return value.isNumber()
        ? new Usage.Counter.Value(value.asLong())
        : new Usage.Counter.Absent(value.asString());
  }
}
