package ki.testbed.web;

import ki.testbed.evaluation.Evaluation;
import ki.testbed.rules.VerdictValue;

/** An evaluation in a list. */
public record EvaluationRow(
    String id,
    String name,
    String version,
    String plan,
    Badge state,
    String verdicts,
    boolean preview,
    boolean dryRun,
    String at) {
  static EvaluationRow of(Evaluation one, Phrases words) {
    long met =
        one.verdicts().stream().filter(verdict -> verdict.value() == VerdictValue.MET).count();
    return new EvaluationRow(
        one.id().toString(),
        one.submissionName(),
        one.submissionVersion(),
        one.plan().toString(),
        Badge.of(one, words),
        one.verdicts().isEmpty() ? "–" : words.of("evaluations.met", met, one.verdicts().size()),
        one.grade() == ki.testbed.protocol.Grade.PREVIEW,
        one.mode() == ki.testbed.evaluation.Mode.DRY_RUN,
        words.time(one.createdAt()));
  }
}
