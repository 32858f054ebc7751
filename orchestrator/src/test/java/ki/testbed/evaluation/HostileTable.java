package ki.testbed.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import ki.testbed.protocol.Figure;

/** What came of every case, as a table for people and as figures. */
final class HostileTable {
  private static final long GROWTH = 32 << 20;

  /** Needs a device that this machine may not have, so it is never counted as passed. */
  private static final int DEVICE_CASE = 15;

  private static final int CASES = 72;

  private record Line(HostileCase one, Ended ended, List<String> complaints) {}

  private final List<Line> lines = new ArrayList<>();

  /** Adds one; what was wrong with it. */
  List<String> add(HostileCase one, Ended ended) {
    var complaints = new ArrayList<String>();
    if (!one.expected().met(ended)) {
      complaints.add("expected " + one.expected() + ", seen " + ended.shown());
    }
    if (!ended.left().isEmpty()) {
      complaints.add("left behind: " + ended.left());
    }
    if (ended.growth() > GROWTH) {
      complaints.add("disk grew by " + ended.growth() + " bytes");
    }
    lines.add(new Line(one, ended, complaints));
    return complaints;
  }

  void print() {
    System.out.printf(
        "%-4s %-44s %-34s %-44s %8s %6s %8s%n",
        "", "case", "expected", "seen", "time", "left", "disk");
    lines.stream()
        .sorted((a, b) -> Integer.compare(a.one().number(), b.one().number()))
        .forEach(HostileTable::print);
    for (int number : missing()) {
      System.out.printf(
          "%-4s %2d %s%n",
          number == DEVICE_CASE ? "n/a" : "MISS",
          number,
          number == DEVICE_CASE ? "needs a GPU" : "no such case yet");
    }
  }

  private static void print(Line line) {
    Ended ended = line.ended();
    System.out.printf(
        "%-4s %-44s %-34s %-44s %6.1f s %6d %5d KB%n",
        line.complaints().isEmpty() ? "ok" : "FAIL",
        line.one(),
        line.one().expected(),
        ended.shown(),
        ended.took().toMillis() / 1000.0,
        ended.left().size(),
        ended.growth() >> 10);
  }

  /** Cases that no variant stands for. */
  private TreeSet<Integer> missing() {
    var missing = new TreeSet<Integer>();
    for (int number = 1; number <= CASES; number++) {
      missing.add(number);
    }
    lines.forEach(line -> missing.remove(line.one().number()));
    return missing;
  }

  /** By case: whether every variant passed; missing ones did not. */
  Map<Integer, Boolean> verdicts() {
    var verdicts = new TreeMap<Integer, Boolean>();
    missing().forEach(number -> verdicts.put(number, false));
    lines.forEach(line ->
        verdicts.merge(line.one().number(), line.complaints().isEmpty(), Boolean::logicalAnd));
    verdicts.remove(DEVICE_CASE);
    return verdicts;
  }

  void report() {
    Figure.report(
        "hostile_cases_passed", verdicts().values().stream().filter(it -> it).count(), "cases");
    Figure.report("hostile_cases_not_runnable", 1, "cases");
    List<Duration> overdue =
        lines.stream().flatMap(line -> line.ended().overdue().stream()).sorted().toList();
    if (!overdue.isEmpty()) {
      int at = (int) Math.ceil(overdue.size() * 0.99) - 1;
      Figure.report("hostile_deadline_to_gone_p99", overdue.get(at).toMillis() / 1000.0, "s");
    }
  }
}
