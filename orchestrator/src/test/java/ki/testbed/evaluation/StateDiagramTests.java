package ki.testbed.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateDiagramTests {
  /** A new picture is written beside it: copy it there. */
  private static final Path KEPT = Path.of("../docs/states.md");

  @Test
  void theDocumentedDiagramIsTheTable() throws IOException {
    Files.writeString(Path.of("target", "states.md"), StateDiagram.markdown());
    assertThat(KEPT).content().isEqualTo(StateDiagram.markdown());
  }

  @ParameterizedTest
  @EnumSource(RunState.class)
  void nothingFollowsATerminalStateAndSomethingEveryOther(RunState state) {
    assertThat(RunEdges.after(state).isEmpty()).isEqualTo(state.terminal());
  }

  @ParameterizedTest
  @EnumSource(RunState.class)
  void aMoveThatIsNotInTheTableIsRefused(RunState from) {
    for (RunState to : RunState.values()) {
      if (!RunEdges.after(from).contains(to)) {
        assertThatThrownBy(() -> RunEdges.require(from, to))
            .hasMessageContaining(from + " to " + to);
      }
    }
  }
}
