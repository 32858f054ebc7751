package ki.testbed.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every hostile case on a real engine. Property {@code hostile.only}: numbers of cases to try. */
@Tag("hostile")
class HostileSuiteTests {
  /** Hostile runs at the same time; each needs about a core. */
  private static final int LANES =
      Math.max(2, Runtime.getRuntime().availableProcessors() / HostileNeighbour.CORES);

  private static final int AT_ONCE = 10;
  private static final int REJECTED_AT_ONCE = 30;

  @Test
  void everyCaseEndsAsItMust() throws Exception {
    var table = new HostileTable();
    var complaints = new ArrayList<String>();
    try (var range = new HostileRange("hostile_suite", EngineWorld.sharedEngine(), LANES)) {
      for (List<HostileCase> some : batches(wanted())) {
        List<String> wrong = table.add(range.attempt(some));
        wrong.forEach(System.out::println);
        complaints.addAll(wrong);
      }
    } finally {
      table.print();
      table.report();
    }
    assertThat(complaints).isEmpty();
    assertThat(table.killed()).allMatch(time -> time.compareTo(HostileTable.KILLED) < 0);
    if (only().isEmpty()) {
      assertThat(table.verdicts()).allSatisfy((_, passed) -> assertThat(passed).isTrue());
    }
  }

  private static String only() {
    return System.getProperty("hostile.only", "");
  }

  private static List<HostileCase> wanted() {
    List<String> numbers = List.of(only().split(","));
    return HostileCases.all().stream()
        .filter(one -> only().isEmpty() || numbers.contains(Integer.toString(one.number())))
        .toList();
  }

  /**
   * What is rejected takes little, so more of it goes between two looks at what is left; what
   * depends on time has no other hostile run beside it.
   */
  private static List<List<HostileCase>> batches(List<HostileCase> cases) {
    var batches = new ArrayList<List<HostileCase>>();
    cases.stream()
        .collect(
            Collectors.groupingBy(HostileSuiteTests::together, TreeMap::new, Collectors.toList()))
        .forEach((atOnce, all) -> {
          for (int from = 0; from < all.size(); from += atOnce) {
            batches.add(all.subList(from, Math.min(all.size(), from + atOnce)));
          }
        });
    return batches;
  }

  private static int together(HostileCase one) {
    if (one.timed()) {
      return 1;
    }
    return one.expected() instanceof Expected.Rejected ? REJECTED_AT_ONCE : AT_ONCE;
  }
}
