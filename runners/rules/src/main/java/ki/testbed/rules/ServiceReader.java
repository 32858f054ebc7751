package ki.testbed.rules;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import ki.testbed.protocol.SutProtocol;
import ki.testbed.protocol.Text;
import tools.jackson.databind.JsonNode;

/** Reads {@code service}. */
final class ServiceReader {
  private static final int DEFAULT_PORT = 8080;
  private static final int MAX_ENTRIES = 32;
  private static final int MAX_ENTRY_BYTES = 4096;
  private static final int MAX_ENV_BYTES = 8192;
  private static final Pattern VARIABLE = Pattern.compile("(?!TESTBED_)[A-Z][A-Z0-9_]{0,127}");
  private static final Text VARIABLE_MUST =
      new Text(
          "ein Name aus `A-Z 0-9 _`, nicht `TESTBED_*`", "a name of `A-Z 0-9 _`, not `TESTBED_*`");

  private final ManifestFindings findings;
  private final ManifestLimits limits;
  private final OptionalInt exposedPort;

  ServiceReader(ManifestFindings findings, ManifestLimits limits, OptionalInt exposedPort) {
    this.findings = findings;
    this.limits = limits;
    this.exposedPort = exposedPort;
  }

  Manifest.Service read(Section top, SutProtocol protocol) {
    Section service =
        top.section(
            "service",
            "port",
            "startupTimeout",
            "shutdownGrace",
            "maxConcurrency",
            "command",
            "args",
            "env",
            "http");
    return new Manifest.Service(
        port(service),
        service
            .duration("startupTimeout", limits.minStartupTimeout(), limits.maxStartupTimeout())
            .orElse(Duration.ofSeconds(120)),
        service
            .duration("shutdownGrace", limits.minShutdownGrace(), limits.maxShutdownGrace())
            .orElse(Duration.ofSeconds(10)),
        (int) service.integer("maxConcurrency", 1, limits.maxConcurrency()).orElse(8),
        arguments(service, "command"),
        arguments(service, "args"),
        env(service),
        HttpReader.read(service, protocol));
  }

  private int port(Section service) {
    if (service.field("port").isPresent()) {
      return (int) service.integer("port", limits.minPort(), limits.maxPort()).orElse(DEFAULT_PORT);
    }
    int port = exposedPort.orElse(DEFAULT_PORT);
    if (port < limits.minPort() || port > limits.maxPort()) {
      var must =
          new Text(
              limits.minPort() + " bis " + limits.maxPort(),
              limits.minPort() + " to " + limits.maxPort());
      findings.wrong(service.pointer("port"), must, Integer.toString(port));
    }
    return port;
  }

  private List<String> arguments(Section service, String name) {
    return service.list(
        name, MAX_ENTRIES, (node, at) -> Texts.argument(node, at, MAX_ENTRY_BYTES, findings));
  }

  private Map<String, String> env(Section service) {
    Map<String, String> env = new TreeMap<>();
    Optional<JsonNode> given = service.field("env");
    given
        .filter(JsonNode::isObject)
        .ifPresent(node -> node.properties().forEach(v -> variable(v.getKey(), v.getValue(), env)));
    int bytes =
        env.entrySet().stream()
            .mapToInt(v -> (v.getKey() + v.getValue()).getBytes(StandardCharsets.UTF_8).length + 2)
            .sum();
    if (given.filter(node -> !node.isObject() || node.size() > MAX_ENTRIES).isPresent()
        || bytes > MAX_ENV_BYTES) {
      var must =
          new Text(
              "höchstens 32 Variablen mit zusammen 8 KiB", "at most 32 variables of 8 KiB in all");
      findings.wrong(service.pointer("env"), must, env.size() + ", " + bytes);
    }
    return env;
  }

  private void variable(String name, JsonNode node, Map<String, String> env) {
    String at = Pointers.child("/service/env", name);
    if (!VARIABLE.matcher(name).matches()) {
      findings.wrong(at, VARIABLE_MUST, name);
    }
    Texts.argument(node, at, MAX_ENTRY_BYTES, findings)
        .ifPresent(value -> {
          env.put(name, value);
          if (SecretLooking.is(name, value)) {
            findings.secret(at, name);
          }
        });
  }
}
