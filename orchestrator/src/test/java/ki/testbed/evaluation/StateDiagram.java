package ki.testbed.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The table of edges as a picture for the documentation. */
final class StateDiagram {
  private StateDiagram() {}

  static List<String> edges() {
    return Arrays.stream(RunState.values())
        .flatMap(from -> RunEdges.after(from).stream().map(to -> from + " -> " + to))
        .toList();
  }

  static String markdown() {
    String edges =
        Arrays.stream(RunState.values())
            .flatMap(from -> RunEdges.after(from).stream().sorted().map(to -> line(from, to)))
            .collect(Collectors.joining());
    String ends =
        Arrays.stream(RunState.values())
            .filter(RunState::terminal)
            .map(state -> "  " + state + " --> [*]\n")
            .collect(Collectors.joining());
    return """
    # States of a run

    Made from the table of edges by `StateDiagramTests`; do not edit.
    Back to QUEUED is the next attempt. What each state holds is said at the constants of `RunState`.

    ```mermaid
    stateDiagram-v2
      [*] --> QUEUED
    %s%s```
    """
        .formatted(edges, ends);
  }

  private static String line(RunState from, RunState to) {
    return "  " + from + " --> " + to + "\n";
  }
}
