package ki.testbed.harness;

import java.nio.charset.StandardCharsets;
import java.util.List;
import ki.testbed.sandbox.Usage;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Readings of the SUT's counters as NDJSON; what is missing stands there as its reason. */
final class ResourceLines {
  private final JsonMapper json;

  ResourceLines(JsonMapper json) {
    this.json = json;
  }

  byte[] of(List<Usage> readings) {
    var lines = new StringBuilder();
    readings.forEach(usage -> lines.append(json.writeValueAsString(line(usage))).append('\n'));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private ObjectNode line(Usage usage) {
    ObjectNode line = json.createObjectNode().put("at", usage.at().toString());
    put(line, "cpuNanos", usage.cpuNanos());
    put(line, "memoryBytes", usage.memoryBytes());
    put(line, "memoryPeakBytes", usage.memoryPeakBytes());
    put(line, "throttledNanos", usage.throttledNanos());
    put(line, "oomKills", usage.oomKills());
    put(line, "pidsRefused", usage.pidsRefused());
    put(line, "logBytes", usage.logBytes());
    return line.put("method", usage.method());
  }

  private static void put(ObjectNode line, String name, Usage.Counter counter) {
    switch (counter) {
      case Usage.Counter.Value(long value) -> line.put(name, value);
      case Usage.Counter.Absent(String why) -> line.put(name, why);
    }
  }
}
