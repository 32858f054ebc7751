package ki.testbed.evaluation;

import ki.testbed.evaluation.EvaluationProblem.Code;
import ki.testbed.protocol.Text;
import ki.testbed.queue.Node;
import ki.testbed.queue.planner.Need;
import ki.testbed.submission.SubmissionState;

/** Problems of those who start or cancel evaluations, in words. */
final class Problems {
  private static final long GIB = 1L << 30;
  private static final Text LOOK_AGAIN = new Text("Die Kennung prüfen.", "Check the id.");

  private Problems() {}

  static EvaluationProblem noSubmission() {
    return new EvaluationProblem(
        Code.NOT_FOUND,
        new Text("Diese Einreichung gibt es nicht.", "There is no such submission."),
        LOOK_AGAIN);
  }

  static EvaluationProblem noPlan() {
    return new EvaluationProblem(
        Code.NOT_FOUND,
        new Text("Diesen Prüfplan gibt es nicht.", "There is no such test plan."),
        new Text("Einen der veröffentlichten Prüfpläne wählen.", "Choose a published test plan."));
  }

  static EvaluationProblem noEvaluation() {
    return new EvaluationProblem(
        Code.NOT_FOUND,
        new Text("Diese Evaluation gibt es nicht.", "There is no such evaluation."),
        LOOK_AGAIN);
  }

  static EvaluationProblem notAccepted(SubmissionState state) {
    return switch (state) {
      case CHECKING ->
          new EvaluationProblem(
              Code.SUBMISSION_NOT_ACCEPTED,
              new Text(
                  "Die Einreichung wird noch geprüft.", "The submission is still being checked."),
              new Text("Das Ende der Prüfung abwarten.", "Wait until the check is over."));
      case REJECTED, WITHDRAWN, ACCEPTED ->
          new EvaluationProblem(
              Code.SUBMISSION_NOT_ACCEPTED,
              new Text("Die Einreichung ist nicht angenommen.", "The submission is not accepted."),
              new Text("Eine neue Version einreichen.", "Submit a new version."));
    };
  }

  static EvaluationProblem notApplicable(Text text) {
    return new EvaluationProblem(
        Code.PLAN_NOT_APPLICABLE,
        text,
        new Text("Manifest oder Prüfplan ändern.", "Change the manifest or the test plan."));
  }

  static EvaluationProblem tooLarge(Need need, Node largest) {
    String asked = amount(need.cpuMilli(), need.memoryBytes());
    String offered = amount(largest.cpus() * 1000, largest.memoryBytes());
    return tooLarge(
        new Text(
            "Kein Knoten bietet %s; der größte hat %s.".formatted(asked, offered),
            "No node offers %s; the largest has %s.".formatted(asked, offered)));
  }

  static EvaluationProblem tooLarge(Text text) {
    return new EvaluationProblem(
        Code.NO_NODE_LARGE_ENOUGH,
        text,
        new Text("Im Manifest weniger verlangen.", "Ask for less in the manifest."));
  }

  private static String amount(int cpuMilli, long memoryBytes) {
    return "%.1f CPU / %.1f GiB".formatted(cpuMilli / 1000.0, (double) memoryBytes / GIB);
  }

  static EvaluationProblem alreadyFinished() {
    return new EvaluationProblem(
        Code.ALREADY_FINISHED,
        new Text("Alle Läufe sind schon beendet.", "All runs have already ended."),
        new Text("Das Ergebnis ansehen.", "Look at the result."));
  }
}
