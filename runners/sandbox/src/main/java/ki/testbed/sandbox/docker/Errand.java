package ki.testbed.sandbox.docker;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A container of the runner's image that does something else than measuring, and is removed when it
 * has.
 *
 * @param name of the container
 * @param body of the engine's create
 */
record Errand(String name, ObjectNode body) {
  /** What it said and how it ended. */
  record Said(List<String> lines, String lastWords, long exitCode, boolean oomKilled) {
    Said {
      lines = List.copyOf(lines);
    }
  }
}
