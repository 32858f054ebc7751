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
  /** Bytes by which disks may grow beside blobs, for all that are tried at the same time. */
  static final long GROWTH = 32 << 20;

  /** From a missed deadline to the end of the main process, the grace for ending apart. */
  static final Duration KILLED = Duration.ofSeconds(3);

  /** Needs a device that this machine may not have, so it is never counted as passed. */
  private static final int DEVICE_CASE = 15;

  private static final int CASES = 72;

  private record Line(HostileCase one, Ended ended, List<String> complaints) {}

  private final List<Line> lines = new ArrayList<>();
  private int neighbours;

  /** Adds what came of some that were tried at the same time; what was wrong with it. */
  List<String> add(HostileRange.Attempt attempt) {
    var wrong = new ArrayList<String>();
    attempt
        .ended()
        .forEach((one, ended) -> {
          List<String> complaints = complaints(one, ended);
          complaints.forEach(what -> wrong.add(one + ": " + what));
          complaints.addAll(attempt.complaints());
          lines.add(new Line(one, ended, complaints));
        });
    attempt.complaints().forEach(what -> wrong.add(attempt.ended().keySet() + ": " + what));
    neighbours += attempt.beside().size();
    return wrong;
  }

  private static List<String> complaints(HostileCase one, Ended ended) {
    var complaints = new ArrayList<String>();
    if (!one.expected().met(ended)) {
      complaints.add("expected " + one.expected() + ", seen " + ended.brief());
    }
    if (ended.time().late().isPositive()) {
      complaints.add("ended " + ended.time().late() + " after it had to");
    }
    complaints.addAll(Disclosure.in(ended.shown()));
    return complaints;
  }

  void print() {
    System.out.printf("%-4s %-44s %-34s %-44s %8s%n", "", "case", "expected", "seen", "time");
    lines.stream()
        .sorted((a, b) -> Integer.compare(a.one().number(), b.one().number()))
        .forEach(HostileTable::print);
    for (int number : missing()) {
      System.out.printf(
          "%-4s %2d %s%n",
          number == DEVICE_CASE ? "n/a" : "MISS",
          number,
          number == DEVICE_CASE ? "needs a GPU" : "was not tried");
    }
  }

  private static void print(Line line) {
    Ended ended = line.ended();
    System.out.printf(
        "%-4s %-44s %-34s %-44s %6.1f s%n",
        line.complaints().isEmpty() ? "ok" : "FAIL",
        line.one(),
        line.one().expected(),
        ended.brief(),
        seconds(ended.time().took()));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
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

  /** Times from a missed deadline to the end, in rising order. */
  List<Duration> killed() {
    return lines.stream().flatMap(line -> line.ended().time().killed().stream()).sorted().toList();
  }

  void report() {
    Figure.report(
        "hostile_cases_passed", verdicts().values().stream().filter(it -> it).count(), "cases");
    Figure.report("hostile_cases_not_runnable", 1, "cases");
    Figure.report("hostile_variants", lines.size(), "variants");
    long precise = lines.stream().filter(line -> line.one().expected().met(line.ended())).count();
    Figure.report(
        "hostile_reason_precision", 100.0 * precise / Math.max(1, lines.size()), "percent");
    Figure.report("hostile_healthy_runs_beside", neighbours, "runs");
    List<Duration> killed = killed();
    if (!killed.isEmpty()) {
      int at = (int) Math.ceil(killed.size() * 0.99) - 1;
      Figure.report("hostile_deadline_to_killed_p99", seconds(killed.get(at)), "s");
    }
  }
}
