package ki.testbed.evaluation;

import ki.testbed.sandbox.SandboxRefused;

/** From what an engine refused to the reason of a run. */
final class Refusals {
  private Refusals() {}

  /** A refusal about the sandbox or the SUT's image. */
  static Why of(SandboxRefused refused) {
    String why = String.valueOf(refused.getMessage());
    return switch (refused.why()) {
      case NOT_STARTABLE -> Why.of(Reason.NOT_STARTABLE, "why", why);
      case WRONG_BINARY -> Why.of(Reason.WRONG_BINARY);
      case IMAGE_MISSING, IMAGE_REJECTED -> Why.of(Reason.IMAGE_LOAD_FAILED, "why", why);
      case IMAGE_CHANGED -> Why.of(Reason.IMAGE_CHANGED);
      case PROFILE_NOT_HONOURED -> Why.of(Reason.PROFILE_NOT_HONOURED, "why", why);
      case ORDER_NOT_DELIVERED -> Why.of(Reason.ORDER_NOT_DELIVERED, "why", why);
      case GONE -> Why.of(Reason.SANDBOX_VANISHED);
      case OTHER_SPEC, ENGINE_NOT_SUPPORTED, CREATE_FAILED ->
          Why.of(Reason.CREATE_FAILED, "why", why);
    };
  }

  /** A refusal about our own image is never the submitter's fault. */
  static Why ofRunner(SandboxRefused refused) {
    return Why.of(Reason.IMAGE_LOAD_FAILED, "why", "runner: " + refused.getMessage());
  }
}
