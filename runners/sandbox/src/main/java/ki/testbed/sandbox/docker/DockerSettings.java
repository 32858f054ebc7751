package ki.testbed.sandbox.docker;

import java.net.URI;
import java.util.UUID;

/**
 * Which engine, and for whom.
 *
 * @param host {@code unix:///path} or {@code tcp://host:port}
 * @param owner id of this installation; everything made carries it, nothing without it is touched
 */
public record DockerSettings(URI host, UUID owner, Deadlines deadlines) {
  public DockerSettings {
    if (!"unix".equals(host.getScheme()) && !"tcp".equals(host.getScheme())) {
      throw new IllegalArgumentException(
          "an engine's address starts with unix:// or tcp://, this one does not: " + host);
    }
  }

  /** With the usual deadlines. */
  public DockerSettings(URI host, UUID owner) {
    this(host, owner, Deadlines.usual());
  }
}
