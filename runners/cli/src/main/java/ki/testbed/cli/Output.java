package ki.testbed.cli;

/** Form of what goes to stdout. */
enum Output {
  /** For people. */
  table,
  /** The API's own body. */
  json
}
