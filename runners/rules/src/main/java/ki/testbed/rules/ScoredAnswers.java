package ki.testbed.rules;

import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import ki.testbed.protocol.Scores;

/**
 * Answers that were compared with the truth. A failed exchange is a wrong answer, and so is one
 * that was not scored.
 *
 * @param correct per form of a sample, severity after severity
 */
record ScoredAnswers(RunView run, boolean[] correct) {

  /** How many of how many. */
  record Count(long k, long n) {}

  static Optional<ScoredAnswers> of(RunView run) {
    return run.facts()
        .recording()
        .scores()
        .map(scores -> new ScoredAnswers(run, correct(scores, run.askedSamples())));
  }

  private static boolean[] correct(Scores scores, int samples) {
    boolean[] correct = new boolean[samples];
    for (int i = 0; i < scores.rows(); i++) {
      int sample = scores.sample()[i];
      if (sample >= 0 && sample < samples) {
        correct[sample] = scores.correct()[i];
      }
    }
    return correct;
  }

  /** Right answers at a severity, 0 being the samples as they are. */
  Count right(int severity) {
    return count(i -> severity(i) == severity, this::isRight);
  }

  /** Wrong answers to disturbed forms of samples that were answered right as they are. */
  Count flips() {
    boolean[] clean = new boolean[run.facts().recording().samples()];
    IntStream.range(0, run.timing().rows())
        .filter(i -> severity(i) == 0 && isRight(i))
        .forEach(i -> clean[run.timing().sample(i)] = true);
    return count(
        i -> severity(i) > 0 && clean[run.timing().sample(i) % clean.length], i -> !isRight(i));
  }

  private Count count(IntPredicate asked, IntPredicate hit) {
    int[] rows = IntStream.range(0, run.timing().rows()).filter(asked).toArray();
    return new Count(IntStream.of(rows).filter(hit).count(), rows.length);
  }

  /** -1 for a row whose sample does not exist. */
  private int severity(int row) {
    int sample = run.timing().sample(row);
    return sample >= 0 && sample < correct.length ? sample / run.facts().recording().samples() : -1;
  }

  private boolean isRight(int row) {
    return run.timing().ok(row) && correct[run.timing().sample(row)];
  }
}
