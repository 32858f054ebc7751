package ki.testbed.sandbox.docker;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import ki.testbed.sandbox.OwnedSandbox;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxSpec;
import tools.jackson.databind.JsonNode;

/**
 * What every container of ours carries as labels, and by which alone it is found, adopted and
 * removed.
 *
 * @param spec hash of the spec, by which a second create is recognised as the same
 * @param number n of the users 20000+n and 40000+n, used by no other sandbox on the node
 */
record Marks(
    UUID owner,
    UUID run,
    SandboxHandle handle,
    long epoch,
    Part part,
    Instant expires,
    String spec,
    int number) {
  static final String OWNER = "testbed.owner";
  private static final String RUN = "testbed.run";
  private static final String CLAIM = "testbed.claim";
  private static final String ATTEMPT = "testbed.attempt";
  private static final String EPOCH = "testbed.epoch";
  private static final String ROLE = "testbed.role";
  private static final String EXPIRES = "testbed.expires";
  private static final String SPEC = "testbed.spec";
  private static final String NUMBER = "testbed.number";

  static Marks of(UUID owner, SandboxSpec spec, long epoch, Part part, int number) {
    return new Marks(
        owner, spec.run(), spec.handle(), epoch, part, spec.expires(), spec.hash().hex(), number);
  }

  /**
   * Reads them back from the labels of a container that carries our owner mark.
   *
   * @throws IllegalArgumentException if one is missing or none of ours
   */
  static Marks read(JsonNode labels) {
    try {
      return new Marks(
          UUID.fromString(Json.string(labels, OWNER)),
          UUID.fromString(Json.string(labels, RUN)),
          new SandboxHandle(
              UUID.fromString(Json.string(labels, CLAIM)),
              Integer.parseInt(Json.string(labels, ATTEMPT))),
          Long.parseLong(Json.string(labels, EPOCH)),
          part(Json.string(labels, ROLE)),
          Instant.parse(Json.string(labels, EXPIRES)),
          Json.string(labels, SPEC),
          Integer.parseInt(Json.string(labels, NUMBER)));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
  }

  Map<String, String> labels() {
    return Map.of(
        OWNER, owner.toString(),
        RUN, run.toString(),
        CLAIM, handle.claim().toString(),
        ATTEMPT, Integer.toString(handle.attempt()),
        EPOCH, Long.toString(epoch),
        ROLE, role(part),
        EXPIRES, expires.toString(),
        SPEC, spec,
        NUMBER, Integer.toString(number));
  }

  OwnedSandbox owned() {
    return new OwnedSandbox(handle, run, epoch, expires);
  }

  /** The name of a part's container: the second one to create it meets the first one's. */
  static String name(SandboxHandle handle, Part part) {
    return "tb-" + handle.claim() + "-" + handle.attempt() + "-" + role(part);
  }

  /** How calls about one sandbox are told from those about another. */
  static String key(SandboxHandle handle) {
    return handle.claim() + "-" + handle.attempt();
  }

  private static String role(Part part) {
    return switch (part) {
      case RUNNER -> "runner";
      case SUT -> "sut";
    };
  }

  private static Part part(String role) {
    return switch (role) {
      case "runner" -> Part.RUNNER;
      case "sut" -> Part.SUT;
      default -> throw new IllegalArgumentException("no such role: " + role);
    };
  }
}
