package ki.testbed.rules.bundle;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Seals of evaluations: a document that carries its own hash. */
public final class Seals {
  private static final String HASH = "hash";

  private Seals() {}

  /** The same with its hash: SHA-256 over the canonical JSON of the rest. */
  public static ObjectNode sealed(ObjectNode seal) {
    ObjectNode rest = rest(seal);
    return rest.deepCopy().put(HASH, Verifier.hash(rest));
  }

  static String hash(JsonNode seal) {
    return Verifier.hash(rest(seal));
  }

  private static ObjectNode rest(JsonNode seal) {
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    seal.properties().stream()
        .filter(field -> !field.getKey().equals(HASH))
        .forEach(field -> rest.set(field.getKey(), field.getValue()));
    return rest;
  }
}
