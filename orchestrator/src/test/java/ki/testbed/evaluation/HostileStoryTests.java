package ki.testbed.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A few hostile cases in the usual tests; all of them are in {@link HostileSuiteTests}. */
@Tag("engine")
class HostileStoryTests {
  private static final List<String> FEW = List.of("ghost", "syscalls", "a link that climbs out");

  @Test
  void aFewOfTheHostileEndAsTheyMust() throws Exception {
    List<HostileCase> cases =
        HostileCases.all().stream().filter(one -> FEW.contains(one.variant())).toList();
    assertThat(cases).hasSameSizeAs(FEW);
    try (var range = new HostileRange("hostile_story", EngineWorld.sharedEngine(), 1)) {
      HostileRange.Attempt attempt = range.attempt(cases);
      attempt
          .ended()
          .forEach((one, ended) ->
              assertThat(one.expected().met(ended)).describedAs("%s %s", one, ended).isTrue());
      assertThat(attempt.beside())
          .isNotEmpty()
          .allSatisfy(one -> assertThat(one.disturbed(range.alone())).isEmpty());
    }
  }
}
