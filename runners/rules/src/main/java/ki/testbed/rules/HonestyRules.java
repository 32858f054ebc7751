package ki.testbed.rules;

import static ki.testbed.rules.ValidityReason.CACHED_ANSWERS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ki.testbed.protocol.ProbeKind;
import ki.testbed.rules.statistics.Median;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * A1 to A5, the rules against gaming. Some compare runs, so one run alone cannot answer them; A2
 * and A4 rest on probes at secret positions of the window.
 */
final class HonestyRules {
  private static final int LEAST = 10;

  private HonestyRules() {}

  static List<RuleOutcome> check(RunView run) {
    return List.of(
        RuleOutcome.notApplicable("A1", "JUDGED_WITH_EVALUATION", ""),
        cached(run),
        RuleOutcome.notApplicable("A3", "NO_STREAM", ""),
        equal(run),
        RuleOutcome.notApplicable("A5", "JUDGED_WITH_EVALUATION", ""));
  }

  /**
   * A2: what was asked before is not answered more than a tenth faster than what nobody asked.
   * Times from the request's first byte, so that waiting for others plays no part.
   */
  private static RuleOutcome cached(RunView run) {
    double[] repeats = times(run.timing(), ProbeKind.REPEAT);
    double[] fresh = times(run.timing(), ProbeKind.FRESH);
    if (repeats.length < LEAST || fresh.length < LEAST) {
      return RuleOutcome.notApplicable("A2", run.timed() ? "NO_PROBES" : "NO_LATENCY", "");
    }
    double change = Median.of(repeats) / Median.of(fresh) - 1;
    double p =
        MannWhitneyUTest.withDefaults()
            .with(AlternativeHypothesis.LESS_THAN)
            .test(repeats, fresh)
            .getPValue();
    String observed = "change " + Shown.number(change) + ", p " + Shown.number(p);
    if (run.scenario().asked().cachingAllowed()) {
      return RuleOutcome.notApplicable("A2", observed + " (CACHING_ALLOWED)", "");
    }
    boolean honest = change >= -ValidityBounds.FASTER_REPEATS || p >= ValidityBounds.TREND_P;
    return RuleOutcome.of("A2", honest, observed, "change >= -0.1 or p >= 0.01", CACHED_ANSWERS);
  }

  private static double[] times(Timing timing, ProbeKind kind) {
    return IntStream.range(0, timing.rows())
        .filter(i -> timing.probe(i) == kind.code() && timing.ok(i) && timing.sent(i) >= 0)
        .mapToDouble(i -> timing.end(i) - timing.sent(i))
        .filter(ns -> ns > 0)
        .toArray();
  }

  /** A4: only reported, as no manifest can declare yet that a SUT is deterministic. */
  private static RuleOutcome equal(RunView run) {
    Timing timing = run.timing();
    Map<Integer, Integer> first = new HashMap<>();
    int asked = 0;
    int equal = 0;
    for (int i = 0; i < timing.rows(); i++) {
      if (!timing.ok(i) || timing.answer(i) < 0) {
        continue;
      }
      int answer = timing.answer(i);
      if (timing.probe(i) == 0) {
        first.putIfAbsent(timing.sample(i), answer);
        continue;
      }
      Integer before = first.get(timing.sample(i));
      if (timing.probe(i) == ProbeKind.REPEAT.code() && before != null) {
        asked++;
        equal += before == answer ? 1 : 0;
      }
    }
    String observed = asked == 0 ? "NO_PROBES" : equal + " of " + asked + " equal (NOT_DECLARED)";
    return RuleOutcome.notApplicable("A4", run.timed() ? observed : "NO_LATENCY", "");
  }
}
