package ki.testbed.rules;

import static ki.testbed.rules.ValidityReason.TOO_FEW_EXCHANGES;
import static ki.testbed.rules.ValidityReason.TOO_FEW_INDEPENDENT;

import java.util.List;
import java.util.stream.Stream;

/**
 * Q1, Q2: a percentile p needs 10/(1-p) exchanges, plain and effective. The rules bind a run only
 * for percentiles a criterion asks for: a short window must not become INCONCLUSIVE for a p99.9
 * nobody asked about. A percentile without enough exchanges is then absent from the result
 * (TOO_FEW_EXCHANGES), one without enough independent ones is reported with its small n_eff and the
 * bounds that follow from it.
 */
final class PercentileRules {
  private static final String LATENCY = "latency_";

  private PercentileRules() {}

  static List<RuleOutcome> check(RunView run) {
    if (run.figures().isEmpty()) {
      return List.of(
          RuleOutcome.notApplicable("Q1", "NO_LATENCY", ""),
          RuleOutcome.notApplicable("Q2", "NO_LATENCY", ""));
    }
    return run.figures().stream()
        .flatMap(figure -> Stream.of(plain(figure), effective(figure)))
        .toList();
  }

  private static RuleOutcome plain(LatencyFigure figure) {
    return outcome("Q1." + name(figure), figure, figure.n(), figure.enough(), TOO_FEW_EXCHANGES);
  }

  private static RuleOutcome effective(LatencyFigure figure) {
    return outcome(
        "Q2." + name(figure),
        figure,
        figure.nEff(),
        figure.enoughIndependent(),
        TOO_FEW_INDEPENDENT);
  }

  private static RuleOutcome outcome(
      String id, LatencyFigure figure, long n, boolean enough, ValidityReason reason) {
    String bound = ">= " + figure.need();
    return enough || figure.asked()
        ? RuleOutcome.of(id, enough, Long.toString(n), bound, reason)
        : RuleOutcome.notApplicable(id, n + " (NOT_ASKED)", bound);
  }

  /** {@code p99} of {@code latency_p99@1}, {@code ttft_p99} of {@code ttft_p99@1}. */
  private static String name(LatencyFigure figure) {
    String name = figure.metric().substring(0, figure.metric().indexOf('@'));
    return name.startsWith(LATENCY) ? name.substring(LATENCY.length()) : name;
  }
}
