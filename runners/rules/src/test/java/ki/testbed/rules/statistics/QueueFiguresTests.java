package ki.testbed.rules.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import ki.testbed.protocol.Figure;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often a system that sits exactly on its p99 limit is passed, by the plain rule and by ours.
 */
@Tag("bench")
class QueueFiguresTests {
  private static final int RUNS = 1000;

  @ParameterizedTest
  @CsvSource({"50,20000", "70,60000", "80,100000"})
  void falsePassesOfAQueueAtItsLimit(int load, int n) {
    var simulation =
        new QueueSimulation(RandomSource.XO_SHI_RO_256_PP.create(77_001L), load / 100.0);
    double limit = simulation.limit(0.01);
    List<Judged> seen =
        IntStream.range(0, RUNS).mapToObj(_ -> Judged.of(simulation.responses(n), limit)).toList();
    double plain = 100.0 * seen.stream().filter(Judged::plain).count() / RUNS;
    double corrected = 100.0 * seen.stream().filter(Judged::corrected).count() / RUNS;
    Figure.report("queue_at_limit_load_" + load + "_false_pass_plain", plain, "%");
    Figure.report("queue_at_limit_load_" + load + "_false_pass_corrected", corrected, "%");
    assertThat(corrected).isLessThanOrEqualTo(4).isLessThan(plain / 4);
  }
}
