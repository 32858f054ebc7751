package ki.testbed.access;

/** What a membership lets a person do; rights per role are in {@link Right}. */
public enum Role {
  /** Hands in containers of the own organisation. */
  SUBMITTER,
  /** Runs experiments and reserves slots. */
  RESEARCHER,
  /** Examines evidence of assigned statements. */
  REVIEWER,
  /** A reviewer who may decide and sign. */
  EXAMINER,
  /** Keeps nodes and runs healthy. */
  OPERATOR,
  /** Keeps organisations, accounts and roles. */
  ADMIN
}
