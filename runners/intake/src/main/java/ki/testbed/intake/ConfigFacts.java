package ki.testbed.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What of the image config matters here; all of it is text of a submitter.
 *
 * @param user as written, empty if absent; never used to start the image
 * @param exposedPorts for example {@code 8080/tcp}
 * @param volumes paths that become bounded scratch space
 * @param directives what is set, but has no effect here
 */
public record ConfigFacts(
    StartFacts start,
    String user,
    List<String> exposedPorts,
    List<String> volumes,
    Map<String, String> labels,
    Set<Directive> directives) {
  /** Container label that may carry the manifest {@code testbed.yaml}. */
  public static final String MANIFEST_LABEL = "ki.testbed.manifest";

  public ConfigFacts {
    exposedPorts = List.copyOf(exposedPorts);
    volumes = List.copyOf(volumes);
    labels = Map.copyOf(labels);
    directives = Set.copyOf(directives);
  }

  /** The manifest the image brings along. */
  public Optional<String> manifest() {
    return Optional.ofNullable(labels.get(MANIFEST_LABEL));
  }

  /** The exposed TCP port, if there is exactly one. */
  public OptionalInt onlyTcpPort() {
    int[] ports =
        exposedPorts.stream()
            .filter(port -> port.matches("[0-9]{1,5}(/tcp)?"))
            .mapToInt(ConfigFacts::number)
            .toArray();
    return ports.length == 1 ? OptionalInt.of(ports[0]) : OptionalInt.empty();
  }

  private static int number(String port) {
    return Integer.parseInt(port.replace("/tcp", ""));
  }
}
