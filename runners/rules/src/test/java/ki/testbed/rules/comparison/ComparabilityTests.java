package ki.testbed.rules.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import ki.testbed.rules.comparison.Comparability.Difference;
import ki.testbed.rules.comparison.Comparability.Outcome;
import ki.testbed.rules.comparison.Comparability.Profile;
import org.junit.jupiter.api.Test;

/** Runs are compared only where nothing else explains a difference. */
class ComparabilityTests {
  private static final ComparedRun RUN =
      new ComparedRun(
          Map.of(
              "driver",
              "550.54",
              "node.kernel",
              "6.8.0-31",
              "node.name",
              "n1",
              "runner.digest",
              "aa",
              "seed",
              "1"),
          Map.of("scenario", "s1", "data", "d1", "split", "TEST", "metric", "accuracy@1"),
          OptionalDouble.of(0.001),
          Set.of(),
          Optional.of(false),
          Map.of("A", 1000L));

  @Test
  void runsOfOneEnvironmentMayBeCompared() {
    assertThat(Comparability.of(RUN, RUN, Profile.SERVICE)).isEqualTo(new Outcome.Comparable());
    assertThat(fields(environment("node.name", "n2"), Profile.SERVICE)).isEmpty();
    assertThat(fields(environment("seed", "2"), Profile.SERVICE)).isEmpty();
  }

  @Test
  void anotherDriverIsNamedAndDoesNotMatterForQuality() {
    ComparedRun other = environment("driver", "560.28");
    assertThat(Comparability.of(RUN, other, Profile.SERVICE))
        .isEqualTo(
            new Outcome.NotComparable(List.of(new Difference("driver", "550.54", "560.28"))));
    assertThat(fields(other, Profile.QUALITY)).isEmpty();
  }

  @Test
  void ofAKernelMajorAndMinorCount() {
    assertThat(fields(environment("node.kernel", "6.8.12-generic"), Profile.SERVICE)).isEmpty();
    assertThat(fields(environment("node.kernel", "6.9.0"), Profile.SERVICE))
        .containsExactly("node.kernel");
  }

  @Test
  void aFieldThatOnlyOneRunHasIsADifference() {
    assertThat(fields(environment("mig", "1g.10gb"), Profile.SERVICE)).containsExactly("mig");
  }

  @Test
  void anotherQuestionIsNeverComparable() {
    var question = new HashMap<>(RUN.question());
    question.put("data", "d2");
    question.put("metric", "accuracy@2");
    var other =
        new ComparedRun(
            RUN.environment(),
            question,
            RUN.steal(),
            Set.of(),
            RUN.foreignLoad(),
            RUN.calibrationMedians());
    assertThat(fields(other, Profile.QUALITY)).containsExactly("data", "metric");
  }

  @Test
  void whatDisturbedARunIsNamed() {
    assertThat(fields(observed(0.0099, Set.of(), false, 1100), Profile.SERVICE)).isEmpty();
    assertThat(fields(observed(0.01, Set.of(), false, 1000), Profile.SERVICE))
        .containsExactly("steal");
    assertThat(fields(observed(0, Set.of("SW_POWER_CAP"), false, 1000), Profile.SERVICE))
        .containsExactly("throttle");
    assertThat(fields(observed(0, Set.of(), true, 1000), Profile.SERVICE))
        .containsExactly("foreignLoad");
    assertThat(fields(observed(0, Set.of(), false, 1101), Profile.SERVICE))
        .containsExactly("calibration.A");
    assertThat(fields(observed(0, Set.of(), false, 909), Profile.SERVICE))
        .containsExactly("calibration.A");
    assertThat(fields(observed(0.5, Set.of("T"), true, 9), Profile.QUALITY)).isEmpty();
  }

  @Test
  void whatWasNotObservedCannotBeRuledOut() {
    var blind =
        new ComparedRun(
            RUN.environment(),
            RUN.question(),
            OptionalDouble.empty(),
            Set.of(),
            Optional.empty(),
            Map.of());
    assertThat(fields(blind, Profile.SERVICE))
        .containsExactly("steal", "foreignLoad", "calibration.A");
  }

  private static List<String> fields(ComparedRun other, Profile profile) {
    return switch (Comparability.of(RUN, other, profile)) {
      case Outcome.Comparable _ -> List.of();
      case Outcome.NotComparable not -> not.fields().stream().map(Difference::field).toList();
    };
  }

  private static ComparedRun environment(String field, String value) {
    var environment = new HashMap<>(RUN.environment());
    environment.put(field, value);
    return new ComparedRun(
        environment,
        RUN.question(),
        RUN.steal(),
        Set.of(),
        RUN.foreignLoad(),
        RUN.calibrationMedians());
  }

  private static ComparedRun observed(
      double steal, Set<String> throttles, boolean foreign, long median) {
    return new ComparedRun(
        RUN.environment(),
        RUN.question(),
        OptionalDouble.of(steal),
        throttles,
        Optional.of(foreign),
        Map.of("A", median));
  }
}
