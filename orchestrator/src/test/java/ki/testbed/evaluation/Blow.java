package ki.testbed.evaluation;

/** What a seeded hand may do while runs go on. */
enum Blow {
  /** A service dies, as by kill -9. */
  SERVICE_KILLED("service", true),
  /** A service dies at a failpoint. */
  SERVICE_HALTED("service", true),
  /** A service is paused past its lease and resumed. */
  SERVICE_PAUSED("service", false),
  /** The engine dies, its containers go on. */
  ENGINE_KILLED("engine", true),
  /** The engine is stopped with everything in it. */
  ENGINE_STOPPED("engine", true),
  /** The engine takes calls and answers none for a while. */
  ENGINE_WEDGED("engine", false),
  /** The database server dies, as by kill -9. */
  DATABASE_KILLED("database", true),
  /** Every line to the database breaks. */
  LINE_CUT("database", false),
  /** A line breaks when a commit is done and its answer is not there yet. */
  LINE_CUT_AT_COMMIT("database", false),
  /** Somebody withdraws an evaluation. */
  CANCELLED("none", false);

  private final String part;
  private final boolean kill;

  Blow(String part, boolean kill) {
    this.part = part;
    this.kill = kill;
  }

  /** What has to recover. */
  String part() {
    return part;
  }

  /** Whether a process dies. */
  boolean kill() {
    return kill;
  }
}
