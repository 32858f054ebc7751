package ki.testbed.queue.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import ki.testbed.protocol.Figure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Placement on a real cluster's trace against what was published for it (USENIX ATC 2023); the data
 * are not part of the project.
 */
class PlacementTraceTests {
  private static final Path TRACES = Figure.root().resolve("../shared/data/scheduling/openb");

  @Test
  void fragmentationAwarePlacementFillsARealClusterBetterThanBestFit() throws IOException {
    OpenTrace trace = trace("default");
    assertThat(allocated(trace, PlacementPolicy.FGD_STEP, 42))
        .isGreaterThan(95.0)
        .isGreaterThan(allocated(trace, PlacementPolicy.BEST_FIT, 42) + 1);
  }

  @Tag("bench")
  @ParameterizedTest
  @CsvSource({
    "default, 95.39",
    "cpu200, 95.05",
    "gpushare60, 91.40",
    "gpuspec33, 94.55",
    "multigpu30, 96.46"
  })
  void placementIsAsGoodAsPublished(String name, double published) throws IOException {
    OpenTrace trace = trace(name);
    double step = mean(trace, PlacementPolicy.FGD_STEP);
    Figure.report("placement_" + name + "_fgd_step", step, "%");
    Figure.report(
        "placement_" + name + "_fgd_sigmoid", mean(trace, PlacementPolicy.FGD_SIGMOID), "%");
    Figure.report("placement_" + name + "_best_fit", mean(trace, PlacementPolicy.BEST_FIT), "%");
    assertThat(step).isGreaterThanOrEqualTo(published - 0.1).isCloseTo(published, within(1.0));
  }

  @Tag("bench")
  @Test
  void aDecisionOnTenThousandNodesIsFast() throws IOException {
    OpenTrace trace = trace("default");
    List<NodeFree> nodes =
        LongStream.range(0, 10_000)
            .mapToObj(i -> trace.nodes().get((int) (i % trace.nodes().size())))
            .toList();
    Fleet fleet =
        new Fleet(nodes, PlacementPolicy.FGD_STEP.typical(trace.pods()), PlacementPolicy.FGD_STEP);
    trace.pods().forEach(fleet::place);
    List<Shape> arrivals = trace.inflated(42);
    long from = System.nanoTime();
    arrivals.forEach(fleet::place);
    double perSecond = arrivals.size() / ((System.nanoTime() - from) / 1e9);
    Figure.report("placement_decisions_10000_nodes", perSecond, "1/s");
    assertThat(perSecond).isGreaterThan(5_000);
  }

  private static OpenTrace trace(String name) throws IOException {
    assumeTrue(
        Files.isDirectory(TRACES),
        "the traces are not part of the project and are not beside it: ../shared/data/scheduling");
    return OpenTrace.read(TRACES, name);
  }

  private static double mean(OpenTrace trace, PlacementPolicy policy) {
    return LongStream.rangeClosed(42, 51)
        .mapToDouble(seed -> allocated(trace, policy, seed))
        .average()
        .orElseThrow();
  }

  /** Share of all device thousandths that are taken once everything has been tried, in percent. */
  private static double allocated(OpenTrace trace, PlacementPolicy policy, long seed) {
    Fleet fleet = new Fleet(trace.nodes(), policy.typical(trace.pods()), policy);
    trace.inflated(seed).forEach(fleet::place);
    return 100.0 * (trace.capacityMilli() - fleet.idle()) / trace.capacityMilli();
  }
}
