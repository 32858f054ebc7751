package ki.testbed.sandbox.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a container differs from the profile it was to have; old engines ignore fields they do not
 * know, without a word.
 */
final class Deviations {
  /** Nothing of these may be there, whoever added it. */
  private static final List<String> NEVER =
      List.of(
          "Binds",
          "Mounts",
          "VolumesFrom",
          "Links",
          "StorageOpt",
          "Devices",
          "DeviceRequests",
          "CapAdd",
          "PortBindings",
          "ExtraHosts");

  private Deviations() {}

  /** One line for each field that is not as asked for; empty if the engine kept them all. */
  static List<String> of(ObjectNode wanted, JsonNode seen) {
    return of(wanted, seen, NEVER);
  }

  /** The same for an errand of ours, which may ask for a capability. */
  static List<String> ofErrand(ObjectNode wanted, JsonNode seen) {
    return of(wanted, seen, NEVER.stream().filter(name -> !name.equals("CapAdd")).toList());
  }

  private static List<String> of(ObjectNode wanted, JsonNode seen, List<String> never) {
    var found = new ArrayList<String>();
    for (Map.Entry<String, JsonNode> field : wanted.properties()) {
      switch (field.getKey()) {
        case "Image" -> compare("Image", field.getValue(), seen.path("Image"), found);
        case "HostConfig" ->
            compare("HostConfig", field.getValue(), seen.path("HostConfig"), found);
        case "Env" -> contains(field.getValue(), seen.path("Config").path("Env"), found);
        default ->
            compare(
                field.getKey(), field.getValue(), seen.path("Config").path(field.getKey()), found);
      }
    }
    never.stream()
        .filter(name -> !empty(seen.path("HostConfig").path(name)))
        .forEach(name -> found.add(name + " is not empty"));
    if (!empty(seen.path("Mounts"))) {
      found.add("something is mounted");
    }
    return found;
  }

  private static void compare(String path, JsonNode wanted, JsonNode seen, List<String> found) {
    if (wanted instanceof ObjectNode fields) {
      fields
          .properties()
          .forEach(field ->
              compare(
                  path + "." + field.getKey(), field.getValue(), seen.path(field.getKey()), found));
    } else if (wanted instanceof ArrayNode items
        && seen instanceof ArrayNode there
        && items.size() == there.size()) {
      for (int i = 0; i < items.size(); i++) {
        compare(path + "." + i, items.get(i), there.get(i), found);
      }
    } else if (!wanted.equals(seen)
        && !sameNumber(wanted, seen)
        && !(blank(wanted) && empty(seen))) {
      found.add(path + " is " + brief(seen) + ", not " + brief(wanted));
    }
  }

  private static void contains(JsonNode wanted, JsonNode seen, List<String> found) {
    var there = seen.valueStream().map(JsonNode::asString).toList();
    wanted
        .valueStream()
        .map(JsonNode::asString)
        .filter(entry -> !there.contains(entry))
        .forEach(entry -> found.add("Env lacks " + entry));
  }

  private static boolean sameNumber(JsonNode wanted, JsonNode seen) {
    return wanted.isNumber() && seen.isNumber() && wanted.longValue() == seen.longValue();
  }

  /** What the engine may leave out or write as null. */
  private static boolean blank(JsonNode wanted) {
    return wanted.isString() && wanted.asString().isEmpty()
        || wanted.isBoolean() && !wanted.asBoolean();
  }

  private static boolean empty(JsonNode seen) {
    return seen.isMissingNode() || seen.isNull() || seen.isContainer() && seen.isEmpty();
  }

  private static String brief(JsonNode node) {
    String text = node.isMissingNode() ? "missing" : Json.text(node);
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
