package ki.testbed.rules.audit;

import java.time.Instant;
import java.util.Optional;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.CanonicalJson;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One act, before it is chained.
 *
 * @param seq counts from 1 without gaps
 * @param actor pseudonym
 * @param authMethod how the actor had logged in
 * @param object what was acted on
 * @param before hash of it before, where there was something
 * @param after hash of it after, where there is something
 */
public record AuditEntry(
    long seq,
    Instant at,
    String actor,
    String authMethod,
    String action,
    String object,
    Optional<Sha256> before,
    Optional<Sha256> after,
    String requestId) {

  /** Canonical JSON, what is absent left out. */
  public byte[] canonical() {
    return CanonicalJson.bytes(json());
  }

  private ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("seq", seq)
            .put("at", at.toString())
            .put("actor", actor)
            .put("authMethod", authMethod)
            .put("action", action)
            .put("object", object)
            .put("requestId", requestId);
    before.ifPresent(hash -> json.put("before", hash.hex()));
    after.ifPresent(hash -> json.put("after", hash.hex()));
    return json;
  }
}
