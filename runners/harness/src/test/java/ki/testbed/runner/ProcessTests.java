package ki.testbed.runner;

import static org.assertj.core.api.Assertions.assertThat;

import ki.testbed.protocol.Event;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Phase;
import ki.testbed.protocol.RunnerExit;
import ki.testbed.runner.driver.LoopbackSut;
import org.junit.jupiter.api.Test;

/** The runner as a process: signals and exit codes. */
class ProcessTests {

  @Test
  void terminationInTheWindowDrainsAndTellsWhatWasMeasured() throws Exception {
    try (LoopbackSut sut = new LoopbackSut();
        RunnerProcess runner =
            RunnerProcess.start(
                Orders.bytes(Orders.order(Orders.accuracy(), sut.port(), 5000), 5000))) {
      sut.on(
          "infer",
          (request, out) -> {
            Thread.sleep(10);
            return LoopbackSut.json(200, LoopbackSut.answerTo(request)).answer(request, out);
          });
      runner.await(Event.PhaseChange.class, p -> p.phase() == Phase.WINDOW);
      runner.await(Event.Progress.class, p -> p.phase() == Phase.WINDOW && p.ok() > 0);
      runner.terminate();
      Said said = runner.end();
      assertThat(said.exit()).isEqualTo(RunnerExit.CANCELLED.code());
      assertThat(said.the(Event.Finished.class).outcome()).isEqualTo(Event.End.CANCELLED);
      Exchanges rows = said.exchanges();
      assertThat(rows.rows()).isPositive();
      assertThat(said.the(Event.ResultComplete.class).chunks()).isPositive();
      assertThat(said.scores()).isEmpty();
    }
  }

  @Test
  void terminationWhileWaitingForASilentSutEndsAtOnce() throws Exception {
    try (LoopbackSut sut = new LoopbackSut();
        RunnerProcess runner =
            RunnerProcess.start(Orders.bytes(Orders.order(Orders.accuracy(), sut.port(), 5), 5))) {
      sut.on("/v2/health/live", (_, _) -> true);
      runner.await(Event.PhaseChange.class, p -> p.phase() == Phase.READY);
      long asked = System.nanoTime();
      runner.terminate();
      Said said = runner.end();
      assertThat(said.exit()).isEqualTo(RunnerExit.CANCELLED.code());
      assertThat(said.the(Event.Finished.class).outcome()).isEqualTo(Event.End.CANCELLED);
      assertThat(System.nanoTime() - asked).isLessThan(5 * Orders.SECOND);
    }
  }

  @Test
  void anOrderThatIsNoneEndsWithItsExitCodeAndWithoutAWord() throws Exception {
    try (RunnerProcess runner =
        RunnerProcess.start("{}\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
      Said said = runner.end();
      assertThat(said.exit()).isEqualTo(RunnerExit.BAD_ORDER.code());
      assertThat(said.events()).isEmpty();
    }
  }
}
