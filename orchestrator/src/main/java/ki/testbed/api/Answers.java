package ki.testbed.api;

import java.util.function.Supplier;

/** Answers of the last 24 hours to creating requests. */
interface Answers {
  /**
   * Does the work, unless it was done before: then its answer is repeated. Work and answer become
   * durable together.
   *
   * @throws ApiProblem IDEMPOTENCY_KEY_BUSY while another request with this key is at work,
   *     IDEMPOTENCY_KEY_REUSED if its body was another
   */
  Given once(AnswerKey key, Supplier<Answer> work);

  /** An answer, and whether it is a repeat. */
  record Given(Answer answer, boolean replayed) {}
}
