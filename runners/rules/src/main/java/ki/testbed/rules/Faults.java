package ki.testbed.rules;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import ki.testbed.protocol.Outcome;
import ki.testbed.protocol.ProbeKind;

/** What came of deliberate faults, and of the good request right after each. */
final class Faults {
  private Faults() {}

  /** Of bad requests, those that were refused with a status of 400 to 499. */
  static ScoredAnswers.Count refused(Timing timing) {
    return count(timing, i -> isBad(timing.probe(i)), i -> timing.outcome(i) == Outcome.HTTP_4XX);
  }

  /** Of good requests that followed a fault, those that were answered. */
  static ScoredAnswers.Count recovered(Timing timing) {
    return count(
        timing,
        i -> i > 0 && !ProbeKind.isFault(timing.probe(i)) && ProbeKind.isFault(timing.probe(i - 1)),
        timing::ok);
  }

  private static boolean isBad(byte code) {
    for (ProbeKind kind : ProbeKind.values()) {
      if (kind.code() == code) {
        return kind.isBadRequest();
      }
    }
    return false;
  }

  private static ScoredAnswers.Count count(Timing timing, IntPredicate asked, IntPredicate good) {
    long n = IntStream.range(0, timing.rows()).filter(asked).count();
    long k = IntStream.range(0, timing.rows()).filter(asked).filter(good).count();
    return new ScoredAnswers.Count(k, n);
  }
}
