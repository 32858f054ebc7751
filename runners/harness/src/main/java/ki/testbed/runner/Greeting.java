package ki.testbed.runner;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Sha256;
import ki.testbed.runner.driver.Transport;

/** Makes the first event: what measures here. */
final class Greeting {
  private Greeting() {}

  static Event.Hello hello(SandboxView view, long timerSlackNs) {
    return new Event.Hello(
        Optional.ofNullable(Greeting.class.getPackage().getImplementationVersion())
            .orElse("development"),
        digest(),
        jvm(),
        kernel(),
        Runtime.getRuntime().availableProcessors(),
        timerSlackNs,
        view.interfaces(),
        view.probe());
  }

  private static Map<String, String> jvm() {
    Map<String, String> jvm = new LinkedHashMap<>();
    jvm.put("version", Runtime.version().toString());
    jvm.put("vendor", System.getProperty("java.vendor", ""));
    jvm.put(
        "flags",
        String.join(
            " ", java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments()));
    jvm.put("heapBytes", Long.toString(Runtime.getRuntime().maxMemory()));
    jvm.put("transport", Transport.kind());
    return jvm;
  }

  private static String kernel() {
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + System.getProperty("os.arch");
  }

  /**
   * Hash of the jar this code runs from; of its main class where it runs from a folder of classes.
   */
  private static Sha256 digest() {
    try {
      Path home =
          Path.of(Greeting.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path file = Files.isDirectory(home) ? home.resolve("ki/testbed/runner/Main.class") : home;
      return Sha256.of(Files.readAllBytes(file));
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the runner cannot read its own jar", e);
    }
  }
}
