package ki.testbed.sandbox.docker;

import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/** The real engine that tests tagged {@code engine} run on. */
final class TestEngine {
  static final URI HOST =
      URI.create(
          Optional.ofNullable(System.getProperty("testbed.engine"))
              .filter(host -> !host.isEmpty())
              .or(() -> Optional.ofNullable(System.getenv("DOCKER_HOST")))
              .orElseThrow(() ->
                  new IllegalStateException(
                      "no engine: run runners/sandbox/engine start and set -Dtestbed.engine to what it prints")));

  private TestEngine() {}

  static DockerSettings settings() {
    return new DockerSettings(HOST, UUID.randomUUID());
  }
}
