package ki.testbed.access;

/** What an organisation is here for. */
enum OrganisationKind {
  /** The testbed itself. */
  PLATFORM,
  /** Hands in containers. */
  SUBMITTER,
  /** Runs experiments. */
  RESEARCH,
  /** Examines. */
  TEST,
  /** Keeps this installation running. */
  OPERATIONS
}
