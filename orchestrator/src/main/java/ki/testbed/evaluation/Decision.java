package ki.testbed.evaluation;

/** What one look at a run wants. */
sealed interface Decision {
  /** Nothing now; time or an event will tell. */
  record Wait() implements Decision {}

  /** The run is on this leader's account from now on. */
  record Adopt() implements Decision {}

  /** Make the sandbox, or what is missing of it, and give it its order. */
  record Provision() implements Decision {}

  /** Listen to the runner, from its first event on. */
  record Follow() implements Decision {}

  /** The run goes well and is in its next state. */
  record Move(RunState to) implements Decision {}

  /** The runner is done: read everything out and make the result. */
  record Collect() implements Decision {}

  /** End it for a reason; the retry rule says whether it is tried again. */
  record End(Why why) implements Decision {}

  /** End it on request; what was measured until then is kept as partial. */
  record Cut() implements Decision {}
}
