package ki.testbed.api;

/** What is not there, and what belongs to somebody else: one and the same answer. */
final class Missing {
  private Missing() {}

  static ApiProblem object() {
    return new ApiProblem(ProblemCode.NOT_FOUND);
  }
}
