package ki.testbed.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A few hostile cases in the usual tests; all of them are in {@link HostileSuiteTests}. */
@Tag("engine")
class HostileStoryTests {
  private static final List<String> FEW =
      List.of("memory-bomb", "ghost", "gzip-body", "syscalls", "a link that climbs out");

  @Test
  void aFewOfTheHostileEndAsTheyMust() throws Exception {
    List<HostileCase> cases =
        HostileCases.all().stream().filter(one -> FEW.contains(one.variant())).toList();
    assertThat(cases).hasSameSizeAs(FEW);
    var table = new HostileTable();
    try (var range = new HostileRange("hostile_story", EngineWorld.sharedEngine(), 1)) {
      assertThat(table.add(range.attempt(cases))).isEmpty();
    }
  }
}
