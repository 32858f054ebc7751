package ki.testbed.runner.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import ki.testbed.protocol.Answers;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Sha256;
import ki.testbed.runner.Orders;
import ki.testbed.runner.arrival.ScheduleSpec;
import ki.testbed.runner.driver.Checked;
import org.junit.jupiter.api.Test;

class ScenarioTests {
  private static final long SECOND = Orders.SECOND;

  private static WarmUp warmUp(boolean openLoop) {
    return new WarmUp(WarmUp.Bounds.of(Grade.PREVIEW, 60 * SECOND), openLoop);
  }

  @Test
  void aSteadySutIsWarmAfterThreeAgreeingPieces() {
    WarmUp warmUp = warmUp(true);
    warmUp.piece(SECOND, 100, 9_000_000);
    warmUp.piece(SECOND, 100, 5_000_000);
    warmUp.piece(SECOND, 100, 5_100_000);
    assertThat(warmUp.isOver(11 * SECOND)).isFalse();
    warmUp.piece(SECOND, 100, 5_200_000);
    assertThat(warmUp.isOver(9 * SECOND)).isFalse();
    assertThat(warmUp.isOver(12 * SECOND)).isTrue();
  }

  @Test
  void itIsNeverOverTooSoonAndAlwaysInTheEnd() {
    WarmUp few = warmUp(true);
    for (int i = 0; i < 5; i++) {
      few.piece(SECOND, 30, 5_000_000);
    }
    assertThat(few.isOver(10 * SECOND)).isFalse();
    assertThat(few.isOver(60 * SECOND)).isTrue();
    WarmUp quick = warmUp(true);
    for (int i = 0; i < 3; i++) {
      quick.piece(SECOND / 2, 500, 5_000_000);
    }
    assertThat(quick.isOver(9 * SECOND)).isFalse();
  }

  @Test
  void aClosedLoopMustAlsoAgreeInItsRate() {
    WarmUp warmUp = warmUp(false);
    warmUp.piece(SECOND, 100, 5_000_000);
    warmUp.piece(SECOND, 150, 5_000_000);
    warmUp.piece(SECOND, 200, 5_000_000);
    assertThat(warmUp.isOver(15 * SECOND)).isFalse();
  }

  @Test
  void equalAnswersShareAPlaceAndTheIndexIsBounded() {
    AnswerIndex index = new AnswerIndex(2);
    assertThat(index.place(good("a"))).isZero();
    assertThat(index.place(good("b"))).isEqualTo(1);
    assertThat(index.place(good("a"))).isZero();
    assertThat(index.place(good("c"))).isEqualTo(-1);
    assertThat(index.beyondCount()).isEqualTo(1);
    assertThat(index.answers().labels()).containsExactly("a", "b");
  }

  private static Checked.Good good(String label) {
    return new Checked.Good(Sha256.of(label.getBytes(StandardCharsets.UTF_8)), label);
  }

  @Test
  void aLongLabelIsCutWhereACharacterEndsAndEqualsNoWholeOne() {
    for (String unit : new String[] {"a", "\u00e4", "\u20ac", "\ud83d\ude00"}) {
      String cut = AnswerIndex.bounded(unit.repeat(100));
      assertThat(cut.getBytes(StandardCharsets.UTF_8).length).isBetween(58, Answers.MAX_LABEL);
      assertThat(cut).endsWith("\u2026");
      assertThat(cut.substring(0, cut.length() - 1))
          .isEqualTo(unit.repeat((cut.length() - 1) / unit.length()));
    }
    assertThat(AnswerIndex.bounded("deu")).isEqualTo("deu");
  }

  @Test
  void expectedLabelsAreReadStrictly() {
    assertThat(
            Labels.read(
                    "{\"label\":\"deu\"}\n{\"label\":\"eng\"}\n".getBytes(StandardCharsets.UTF_8))
                .count())
        .isEqualTo(2);
    for (String bad :
        new String[] {
          "{\"label\":1}",
          "{}",
          "x",
          "{\"label\":\"\"}",
          "{\"label\":\"" + "x".repeat(70) + "\"}",
          "\n"
        }) {
      assertThatThrownBy(() -> Labels.read(bad.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void scenariosHaveTheirShapes() {
    assertThat(LoadShape.of(Orders.server(50, SECOND), 8))
        .isEqualTo(new LoadShape.Open(50, SECOND, ScheduleSpec.Rhythm.POISSON));
    assertThat(LoadShape.of(Orders.single(SECOND), 8)).isEqualTo(new LoadShape.Closed(1, SECOND));
    assertThat(LoadShape.of(Orders.accuracy(), 8)).isEqualTo(new LoadShape.Once(8, 1));
  }
}
