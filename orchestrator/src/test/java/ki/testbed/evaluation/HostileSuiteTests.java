package ki.testbed.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import ki.testbed.rules.Measurement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every hostile case on a real engine. Property {@code hostile.only}: numbers of cases to try. */
@Tag("hostile")
class HostileSuiteTests {
  private static final int AT_ONCE = 3;
  private static final int REJECTED_AT_ONCE = 20;

  @Test
  void everyCaseEndsAsItMust() throws Exception {
    var table = new HostileTable();
    List<String> complaints;
    try (var range = new HostileRange("hostile_suite", EngineWorld.sharedEngine())) {
      complaints = tried(range, wanted(), table);
      complaints.addAll(disturbed(range.neighbours()));
    } finally {
      table.print();
      table.report();
    }
    assertThat(complaints).isEmpty();
    if (System.getProperty("hostile.only", "").isEmpty()) {
      assertThat(table.verdicts()).allSatisfy((number, passed) -> assertThat(passed).isTrue());
    }
  }

  private static List<HostileCase> wanted() {
    String only = System.getProperty("hostile.only", "");
    List<String> numbers = List.of(only.split(","));
    return HostileCases.all().stream()
        .filter(one -> only.isEmpty() || numbers.contains(Integer.toString(one.number())))
        .toList();
  }

  private static List<String> tried(
      HostileRange range, List<HostileCase> cases, HostileTable table) {
    var complaints = new ArrayList<String>();
    for (List<HostileCase> some : batches(cases)) {
      Map<HostileCase, Ended> ended = range.attempt(some);
      for (HostileCase one : some) {
        List<String> wrong = table.add(one, ended.get(one));
        System.out.println(one + ": " + (wrong.isEmpty() ? "ok" : wrong));
        wrong.forEach(what -> complaints.add(one + ": " + what));
      }
    }
    return complaints;
  }

  /** What is rejected needs no processors, so more of it goes at the same time. */
  private static List<List<HostileCase>> batches(List<HostileCase> cases) {
    var batches = new ArrayList<List<HostileCase>>();
    cases.stream()
        .collect(Collectors.partitioningBy(one -> one.expected() instanceof Expected.Rejected))
        .forEach((rejected, all) -> {
          int atOnce = rejected ? REJECTED_AT_ONCE : AT_ONCE;
          for (int from = 0; from < all.size(); from += atOnce) {
            batches.add(all.subList(from, Math.min(all.size(), from + atOnce)));
          }
        });
    return batches;
  }

  /** A healthy run ends well whatever happens beside it, and always with the same answers. */
  private static List<String> disturbed(List<HostileRange.Neighbour> neighbours) {
    var complaints = new ArrayList<String>();
    for (var neighbour : neighbours) {
      var accuracy =
          neighbour.result().flatMap(it -> it.measurement("accuracy@1")).map(Measurement::value);
      var first = neighbours.getFirst().result().flatMap(it -> it.measurement("accuracy@1"));
      if (neighbour.run().state() != RunState.SUCCEEDED
          || !accuracy.equals(first.map(Measurement::value))) {
        complaints.add("the healthy neighbour was disturbed: " + neighbour);
      }
    }
    return complaints;
  }
}
