package ki.testbed.evaluation;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ki.testbed.rules.Blame;
import org.springframework.stereotype.Component;

/** Only what the testbed is to blame for is tried again, a few times, each time later. */
@Component
class RetryRule {
  private final EvaluationProperties settings;
  private final RandomGenerator random;

  RetryRule(EvaluationProperties settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  /** How long to wait before the next attempt; empty if there is none. */
  Optional<Duration> next(Blame blame, int attempt) {
    if (blame != Blame.TESTBED || attempt >= settings.attempts()) {
      return Optional.empty();
    }
    var waits = settings.backoff();
    Duration wait = waits.get(Math.min(attempt, waits.size()) - 1);
    double stretch = 1 + settings.jitter() * (2 * random.nextDouble() - 1);
    return Optional.of(Duration.ofNanos(Math.round(wait.toNanos() * stretch)));
  }
}
