package ki.testbed.sandbox.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import ki.testbed.sandbox.SandboxBackend;

/**
 * The list of system calls a container may make, whatever the engine's own list says. Names no
 * architecture, so only the native one passes: the 32-bit calls of the same kernel would go round
 * its filters of arguments.
 */
final class Seccomp {
  private static final String PROFILE = load();

  private Seccomp() {}

  /** As JSON text, since the engine's API takes no path. */
  static String profile() {
    return PROFILE;
  }

  private static String load() {
    try (InputStream in =
        Objects.requireNonNull(SandboxBackend.class.getResourceAsStream("seccomp.json"))) {
      return Json.text(Json.read(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
