package ki.testbed.intake;

import java.util.List;
import java.util.Map;

/**
 * What a manifest says about starting the image.
 *
 * @param command replaces the image's entrypoint and cmd, empty to keep them
 * @param args replaces the image's cmd, empty to keep it if the entrypoint is kept too
 * @param env added to the image's, replacing equal names
 */
public record ImageSettings(List<String> command, List<String> args, Map<String, String> env) {
  /** The image as it is. */
  public static final ImageSettings NONE = new ImageSettings(List.of(), List.of(), Map.of());

  private static final String RESERVED = "TESTBED_";

  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException if a name in {@code env} is empty, holds {@code =} or is
   *     reserved
   */
  public ImageSettings {
    command = List.copyOf(command);
    args = List.copyOf(args);
    env = Map.copyOf(env);
    env.keySet().forEach(ImageSettings::requireName);
  }

  static boolean isReserved(String name) {
    return name.startsWith(RESERVED);
  }

  /** What replaces the entrypoint of this image. */
  List<String> entrypoint(StartFacts image) {
    return command.isEmpty() ? image.entrypoint() : command;
  }

  /** What replaces the cmd of this image. */
  List<String> cmd(StartFacts image) {
    return command.isEmpty() && args.isEmpty() ? image.cmd() : args;
  }

  private static void requireName(String name) {
    if (name.isEmpty() || name.indexOf('=') >= 0 || isReserved(name)) {
      throw new IllegalArgumentException("not a name of a variable that a manifest may set");
    }
  }
}
