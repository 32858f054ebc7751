package ki.testbed.rules;

/** From the facts of a run to its result; the same facts always give the same result. */
public final class Results {
  private Results() {}

  /** Measurements, validity and everything else of {@link RunResult}. */
  public static RunResult of(RunFacts facts) {
    throw new UnsupportedOperationException("follows in the next commit: " + facts.run());
  }
}
