package ki.testbed.evaluation;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The cases that are there. */
final class HostileCases {
  static final String IMAGE = "hostile-image.tar";

  /** What every manifest here gives its service. */
  static final Duration STARTUP = Duration.ofSeconds(12);

  /** And for ending. */
  static final Duration GRACE = Duration.ofSeconds(2);

  private HostileCases() {}

  /** All of them, those of the same kind together. */
  static List<HostileCase> all() {
    return Stream.of(
            ContainerCases.all(),
            HttpCases.all(),
            SpyCases.all(),
            ArchiveCases.all(),
            UploadCases.all())
        .flatMap(cases -> cases)
        .toList();
  }

  static String manifest(String name, String arguments) {
    return manifest(name, arguments, "memory: 256Mi");
  }

  /** What all have in common. */
  static String manifest(String name, String arguments, String resources) {
    return """
    apiVersion: testbed/v1
    name: hostile-%s
    protocol: oip-v2
    model: langid
    service:
      args: [%s]
      startupTimeout: %ds
      shutdownGrace: %ds
    resources: {cpu: "0.5", %s}
    """
        .formatted(name, arguments, STARTUP.toSeconds(), GRACE.toSeconds(), resources);
  }
}
