package ki.testbed.runner.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What goes into an image.
 *
 * @param tar the archive to write
 * @param name the tag inside the archive; a name for people, nothing is started by it
 * @param mainClass what the image starts
 * @param app jar of the program
 * @param libs folder with the jars it needs
 * @param port the port it listens on, if it does
 * @param jvm options of the virtual machine
 * @param cache folder for what several images share
 */
record ImagePlan(
    Path tar,
    String name,
    String mainClass,
    Path app,
    Path libs,
    Optional<Integer> port,
    List<String> jvm,
    Path cache) {
  static final String HOME = "/app/";

  ImagePlan {
    jvm = List.copyOf(jvm);
  }

  /**
   * Reads {@code key=value}: tar, name, main, app, libs, cache once each, port at most once, jvm
   * any number of times.
   *
   * @throws IllegalArgumentException if one is missing or unknown
   */
  static ImagePlan parse(String... arguments) {
    var single = new HashMap<String, String>();
    var jvm = new ArrayList<String>();
    for (var argument : arguments) {
      var key = argument.substring(0, Math.max(0, argument.indexOf('=')));
      var value = argument.substring(key.length() + 1);
      if (key.equals("jvm")) {
        jvm.add(value);
      } else {
        single.put(key, value);
      }
    }
    return new ImagePlan(
        Path.of(required(single, "tar")),
        required(single, "name"),
        required(single, "main"),
        Path.of(required(single, "app")),
        Path.of(required(single, "libs")),
        Optional.ofNullable(single.get("port")).map(Integer::valueOf),
        jvm,
        Path.of(required(single, "cache")));
  }

  private static String required(Map<String, String> arguments, String key) {
    var value = arguments.get(key);
    if (value == null) {
      throw new IllegalArgumentException("argument " + key + "=... is missing");
    }
    return value;
  }

  /** The jars of {@link #libs}, in a fixed order. */
  List<Path> libraries() throws IOException {
    try (var files = Files.list(libs)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** How the image starts the program. */
  List<String> entryPoint() throws IOException {
    var classPath = new ArrayList<>(List.of(HOME + app.getFileName()));
    libraries().forEach(jar -> classPath.add(HOME + "lib/" + jar.getFileName()));
    var command = new ArrayList<>(List.of("/opt/jre/bin/java"));
    command.addAll(jvm);
    command.addAll(List.of("-cp", String.join(":", classPath), mainClass));
    return command;
  }
}
