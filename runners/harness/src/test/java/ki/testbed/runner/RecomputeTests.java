package ki.testbed.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import ki.testbed.protocol.Order;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.rules.CanonicalJson;
import ki.testbed.rules.EventsFile;
import ki.testbed.rules.Results;
import ki.testbed.rules.RunBasis;
import ki.testbed.runner.driver.LoopbackSut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that makes a result again from the raw samples of a real run. */
class RecomputeTests {
  private static final int SAMPLES = 40;

  @TempDir Path folder;

  @Test
  void rawSamplesGiveTheSameBytes() throws Exception {
    Path result = measure(Orders.closed(ScenarioKind.ROBUSTNESS).kind());
    assertThat(recompute("events", "basis")).isEqualTo(Files.readString(result));
    assertThat(recompute("events", "basis", "result")).startsWith("SAME ");
    assertThat(Files.readString(result)).contains("accuracy_severity5@1");
  }

  @Test
  void anEditedResultIsTold() throws Exception {
    Path result = measure(ScenarioKind.ACCURACY);
    Files.writeString(result, Files.readString(result).replace("\"0.9\"", "\"0.99\""));
    assertThat(recompute("events", "basis", "result")).startsWith("RESULT_DIFFERS ");
  }

  @Test
  void anEditedSampleIsRefused() throws Exception {
    measure(ScenarioKind.ACCURACY);
    Path events = folder.resolve("events");
    Files.writeString(
        events, Files.readString(events).replaceFirst("\"data\":\"e", "\"data\":\"f"));
    assertThat(recompute("events", "basis")).contains("WireFormatException");
  }

  /** Keeps events, basis and result of a run as the orchestrator does. */
  private Path measure(ScenarioKind kind) throws Exception {
    try (LoopbackSut sut = new LoopbackSut()) {
      Order order = Orders.order(Orders.closed(kind), sut.port(), SAMPLES);
      Judged.keep(InProcess.run(order, SAMPLES), folder.resolve("events"));
      RunBasis basis = Judged.basis(order, List.of(), SAMPLES);
      Files.writeString(folder.resolve("basis"), basis.toJson().toString());
      var facts = EventsFile.read(folder.resolve("events")).facts(basis);
      return Files.write(folder.resolve("result"), CanonicalJson.bytes(Results.of(facts).toJson()));
    }
  }

  private String recompute(String... files) throws IOException, InterruptedException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "ki.testbed.rules.Recompute"));
    for (String file : files) {
      command.add(folder.resolve(file).toString());
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}
