package ki.testbed.rules;

/** What is compared with the threshold. */
public enum DecisionRule {
  /** The value itself; near the threshold a false MET has a risk of up to one half. */
  SIMPLE,
  /** The bound on the unfavourable side; a false MET has a risk of at most 1 - confidence. */
  GUARDED
}
