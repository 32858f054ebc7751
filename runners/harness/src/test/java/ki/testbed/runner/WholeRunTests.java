package ki.testbed.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Outcome;
import ki.testbed.runner.driver.LoopbackSut;
import org.junit.jupiter.api.Test;

class WholeRunTests {

  @Test
  void accuracyAsksEachSampleOnceAndScoresTheAnswers() throws Exception {
    try (LoopbackSut sut = new LoopbackSut();
        RunnerProcess runner =
            RunnerProcess.start(
                Orders.bytes(Orders.order(Orders.accuracy(), sut.port(), 300), 300))) {
      Said said = runner.end();
      assertThat(said.exit()).isZero();
      assertThat(said.the(Event.Finished.class).outcome()).isEqualTo(Event.End.DONE);
      assertThat(said.findings()).isEmpty();
      Exchanges rows = said.exchanges();
      assertThat(rows.sample()).hasSize(300).doesNotHaveDuplicates();
      assertThat(said.scores().stream().mapToInt(s -> s.correctCount()).sum()).isEqualTo(270);
      assertThat(said.answers().getFirst().labels()).contains("T0", "T1");
    }
  }

  @Test
  void serverFollowsItsScheduleAndReportsEveryArrival() throws Exception {
    try (LoopbackSut sut = new LoopbackSut();
        RunnerProcess runner =
            RunnerProcess.start(
                Orders.bytes(
                    Orders.order(Orders.server(200, 3 * Orders.SECOND), sut.port(), 50), 50))) {
      Said said = runner.end();
      assertThat(said.the(Event.Finished.class).outcome()).isEqualTo(Event.End.DONE);
      Exchanges rows = said.exchanges();
      assertThat(rows.rows())
          .isEqualTo(said.the(Event.ScheduleFixed.class).arrivals())
          .isBetween(450, 750);
      assertThat(IntStream.range(0, rows.rows()).mapToObj(rows::outcomeOf))
          .containsOnly(Outcome.OK);
    }
  }
}
