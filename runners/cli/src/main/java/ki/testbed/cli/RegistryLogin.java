package ki.testbed.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** What opens a registry: two lines of a file that nobody else can read, name and secret. */
record RegistryLogin(String name, String secret) {
  private static final Set<PosixFilePermission> OWN =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  static RegistryLogin read(Path file, Words words) {
    try {
      if (!OWN.containsAll(Files.getPosixFilePermissions(file))) {
        throw new ClientProblem(ExitCode.USAGE, words.say("credentials.open", file.toString()));
      }
      var lines = Files.readAllLines(file);
      if (lines.size() >= 2) {
        return new RegistryLogin(lines.get(0).strip(), lines.get(1).strip());
      }
    } catch (IOException _) {
      // said below, as for a file that holds something else
    }
    throw new ClientProblem(ExitCode.USAGE, words.say("file.unreadable", file.toString()));
  }

  /** Neither of them. */
  @Override
  public String toString() {
    return "RegistryLogin[...]";
  }
}
