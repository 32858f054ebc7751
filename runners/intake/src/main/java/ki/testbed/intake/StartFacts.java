package ki.testbed.intake;

import java.util.List;

/**
 * How the image says it is started.
 *
 * @param env {@code NAME=value}, as written
 * @param workingDir as written, empty if absent
 */
public record StartFacts(
    List<String> entrypoint, List<String> cmd, List<String> env, String workingDir) {
  public StartFacts {
    entrypoint = List.copyOf(entrypoint);
    cmd = List.copyOf(cmd);
    env = List.copyOf(env);
  }
}
