package ki.testbed.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import ki.testbed.api.ResultView.RunResultView;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.rules.MetricDefinitions;
import ki.testbed.rules.Validity;

/** Picks the first figures of a result out of the values of its runs; computes nothing. */
final class ResultAssembly {
  private final List<RunResultView> runs;

  private ResultAssembly(List<RunResultView> runs) {
    this.runs = runs;
  }

  static ResultView of(
      Evaluation evaluation, List<VerdictView> verdicts, List<RunResultView> runs) {
    var assembly = new ResultAssembly(runs);
    return new ResultView(
        evaluation.id(),
        evaluation.state(),
        evaluation.submissionName(),
        evaluation.submissionVersion(),
        evaluation.imageDigest().prefixed(),
        evaluation.plan().toString(),
        evaluation.planHash(),
        evaluation.dataSetHashes().stream().findFirst(),
        evaluation.dataSetHashes(),
        evaluation.mode(),
        evaluation.grade(),
        assembly.validity(),
        assembly
            .first(ScenarioKind.ACCURACY, MetricDefinitions.ACCURACY_SHARE)
            .map(ResultAssembly::estimate),
        assembly.latency(),
        assembly
            .first(ScenarioKind.SERVER, MetricDefinitions.THROUGHPUT)
            .map(ResultAssembly::estimate),
        assembly.sut(),
        verdicts,
        runs);
  }

  private Optional<Validity> validity() {
    List<Validity> all = runs.stream().flatMap(one -> one.run().validity().stream()).toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(Validity.gravest(all));
  }

  private Optional<ResultView.Latency> latency() {
    return first(ScenarioKind.SERVER, "latency_p50@1")
        .map(median ->
            new ResultView.Latency(
                Optional.of(median.value()),
                amount("latency_p90@1"),
                amount("latency_p99@1"),
                median.unit(),
                median.n(),
                "schedule"));
  }

  private Optional<ResultView.Sut> sut() {
    var sut =
        new ResultView.Sut(
            amount(MetricDefinitions.SUT_CPU_SECONDS),
            amount(MetricDefinitions.SUT_MEMORY_PEAK),
            amount(MetricDefinitions.COLD_START_SECONDS));
    boolean nothing =
        sut.cpuSeconds().isEmpty()
            && sut.memoryPeakBytes().isEmpty()
            && sut.coldStartSeconds().isEmpty();
    return nothing ? Optional.empty() : Optional.of(sut);
  }

  private Optional<Amount> amount(String metric) {
    return first(ScenarioKind.SERVER, metric).map(MeasurementView::value);
  }

  private Optional<MeasurementView> first(ScenarioKind kind, String metric) {
    Predicate<RunResultView> ofKind = one -> one.run().scenario().kind() == kind;
    return runs.stream()
        .filter(ofKind)
        .flatMap(one -> one.measurements().stream())
        .filter(one -> one.metric().equals(metric))
        .findFirst();
  }

  private static ResultView.Estimate estimate(MeasurementView one) {
    return new ResultView.Estimate(
        one.value(),
        one.unit(),
        one.n(),
        one.ciLow(),
        one.ciHigh(),
        one.confidence(),
        one.twoSided(),
        one.method());
  }
}
