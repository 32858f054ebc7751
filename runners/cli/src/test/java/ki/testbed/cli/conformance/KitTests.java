package ki.testbed.cli.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kit on the runner in Python, and on runners that break the protocol. */
class KitTests {
  private static final Path PYTHON_RUNNER = Path.of("..", "python", "runner.py");

  @Test
  void theRunnerInPythonPassesEveryCheck() throws Exception {
    List<Check> checks = Kit.of(List.of("python3", PYTHON_RUNNER.toString()));
    assertThat(checks)
        .hasSizeGreaterThan(25)
        .allSatisfy(check -> assertThat(check.wrong()).as(check.line()).isEmpty());
    assertThat(checks).extracting(Check::id).doesNotHaveDuplicates();
  }

  /** Each of these is the same runner with one thing spoiled; exactly what is spoiled is found. */
  @Test
  void whatIsSpoiledIsFound(@TempDir Path folder) throws Exception {
    assertThat(failed(folder, "\"seq\": self.seq + 1", "\"seq\": self.seq + 2")).contains("K03");
    assertThat(failed(folder, "self.truth[sample].encode()", "b'T1'")).containsExactly("K10");
    assertThat(failed(folder, "testbed-seed/1", "testbed-seed/2")).containsExactly("K07");
  }

  private static List<String> failed(Path folder, String right, String wrong) throws Exception {
    String source = Files.readString(PYTHON_RUNNER);
    assertThat(source).contains(right);
    Path spoiled = Files.writeString(folder.resolve("runner.py"), source.replace(right, wrong));
    return Kit.whole(List.of("python3", spoiled.toString())).stream()
        .filter(check -> !check.passed())
        .map(Check::id)
        .toList();
  }
}
