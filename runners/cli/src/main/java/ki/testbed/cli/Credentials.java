package ki.testbed.cli;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Where the testbed is and who asks. A secret is never an argument: other users could read it in
 * the list of processes.
 */
record Credentials(URI url, String token) {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));

  /**
   * From {@code TESTBED_URL} and {@code TESTBED_TOKEN}; what is not set there, from the file {@code
   * testbed/credentials} (keys url and token) in the person's configuration folder.
   */
  static Credentials find(Map<String, String> environment, Words words) {
    var file = file(environment);
    var kept = Files.exists(file) ? read(file, words) : new Properties();
    var url = value(environment, "TESTBED_URL", kept, "url");
    var token = value(environment, "TESTBED_TOKEN", kept, "token");
    if (url.isEmpty() || token.isEmpty()) {
      throw new ClientProblem(
          ExitCode.NOT_LOGGED_IN, words.say("credentials.missing", file.toString()));
    }
    return new Credentials(URI.create(url.get().replaceAll("/+$", "")), token.get());
  }

  private static Optional<String> value(
      Map<String, String> environment, String variable, Properties kept, String key) {
    return Optional.ofNullable(environment.get(variable))
        .or(() -> Optional.ofNullable(kept.getProperty(key)))
        .filter(it -> !it.isBlank());
  }

  private static Path file(Map<String, String> environment) {
    var folder =
        environment.getOrDefault(
            "XDG_CONFIG_HOME", environment.getOrDefault("HOME", ".") + "/.config");
    return Path.of(folder, "testbed", "credentials");
  }

  private static Properties read(Path file, Words words) {
    var kept = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw new ClientProblem(ExitCode.USAGE, words.say("credentials.open", file.toString()));
      }
      kept.load(reader);
      return kept;
    } catch (IOException e) {
      throw new ClientProblem(ExitCode.USAGE, words.say("file.unreadable", file.toString()));
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "Credentials[" + url + "]";
  }
}
