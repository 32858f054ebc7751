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
 * @param natives folder with native libraries, which lie unpacked in the image as nothing may be
 *     executed from where they could be unpacked at run time
 * @param classes list of the classes to be archived ahead, for a quick start; none are where it is
 *     absent
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
    Optional<Path> natives,
    Optional<Path> classes,
    Optional<Integer> port,
    List<String> jvm,
    Path cache) {
  static final String HOME = "/app/";

  /** Where native libraries lie inside the image. */
  static final String NATIVE_HOME = "/app/native/";

  ImagePlan {
    jvm = List.copyOf(jvm);
  }

  /**
   * Reads {@code key=value}: tar, name, main, app, libs, cache once each, port, natives and classes
   * at most once, jvm any number of times.
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
        Optional.ofNullable(single.get("natives")).map(Path::of),
        Optional.ofNullable(single.get("classes")).map(Path::of),
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
    return files(libs, ".jar");
  }

  /** The native libraries, in a fixed order. */
  List<Path> nativeLibraries() throws IOException {
    return natives.isPresent() ? files(natives.get(), ".so") : List.of();
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  /** How the image starts the program. */
  List<String> entryPoint() throws IOException {
    var classPath = new ArrayList<>(List.of(HOME + app.getFileName()));
    libraries().forEach(jar -> classPath.add(HOME + "lib/" + jar.getFileName()));
    var command = new ArrayList<>(List.of("/opt/jre/bin/java"));
    command.addAll(jvm);
    if (classes.isPresent()) {
      command.add("-XX:SharedArchiveFile=" + ClassArchive.PLACE);
    }
    if (natives.isPresent()) {
      command.add("-Djava.library.path=" + NATIVE_HOME);
    }
    command.addAll(List.of("-cp", String.join(":", classPath), mainClass));
    return command;
  }
}
