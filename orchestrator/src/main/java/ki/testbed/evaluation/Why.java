package ki.testbed.evaluation;

/**
 * A reason with its facts.
 *
 * @param detail has every fact that the reason's sentence needs
 */
record Why(Reason reason, Detail detail) {
  Why {
    if (!detail.facts().keySet().containsAll(reason.facts())) {
      throw new IllegalArgumentException(reason + " needs the facts " + reason.facts());
    }
  }

  static Why of(Reason reason) {
    return new Why(reason, Detail.NONE);
  }

  static Why of(Reason reason, String fact, String value) {
    return new Why(reason, Detail.of(fact, value));
  }
}
