package ki.testbed.runner.driver;

/**
 * One look at a SUT that starts.
 *
 * @param readiness how far it is
 * @param detail what kept it from being further, safe to show; empty if nothing did
 */
public record Look(Readiness readiness, String detail) {
  static Look at(Readiness readiness, String path, Reply reply) {
    return new Look(readiness, Shown.text(path) + ": " + reply.told());
  }
}
