package ki.testbed.catalog;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.Text;
import ki.testbed.rules.Decimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One object of a plan or record while it is read. What is missing or wrong becomes a finding and
 * reads as something harmless, so that all findings come at once; the result counts only if there
 * was none.
 */
final class Fields {
  private static final int LONGEST = 4000;

  private final JsonNode node;
  private final String at;
  private final PlanFindings findings;

  /** The object at a pointer; fields but these are findings. */
  Fields(JsonNode node, String at, PlanFindings findings, Set<String> known) {
    this.at = at;
    this.findings = findings;
    this.node = node.isObject() ? node : JsonNodeFactory.instance.objectNode();
    if (!node.isObject()) {
      findings.wrong(at, "eine Gruppe von Feldern", "a group of fields");
    }
    this.node.propertyNames().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> findings.unknown(pointer(name)));
  }

  String pointer(String name) {
    return at + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  boolean isEmptyList(String name) {
    return node.path(name).isArray() && node.path(name).isEmpty();
  }

  /** The group of fields of this name; an empty one if it is not there. */
  Fields group(String name, Set<String> known) {
    return new Fields(
        required(name).orElseGet(JsonNodeFactory.instance::objectNode),
        pointer(name),
        findings,
        known);
  }

  /** What each element of a list of groups is read as. */
  <T> List<T> groups(String name, Set<String> known, Function<Fields, Optional<T>> read) {
    var all = new ArrayList<T>();
    JsonNode list = list(name);
    for (int i = 0; i < list.size(); i++) {
      read.apply(new Fields(list.get(i), pointer(name) + "/" + i, findings, known))
          .ifPresent(all::add);
    }
    return all;
  }

  /** Elements of a list of texts of this form. */
  List<String> words(String name, Pattern form) {
    var all = new ArrayList<String>();
    JsonNode list = list(name);
    for (int i = 0; i < list.size(); i++) {
      JsonNode one = list.get(i);
      if (one.isString() && form.matcher(one.stringValue()).matches()) {
        all.add(one.stringValue());
      } else {
        findings.wrong(pointer(name) + "/" + i, "von der Form " + form, "of the form " + form);
      }
    }
    return all;
  }

  private JsonNode list(String name) {
    JsonNode list = required(name).orElseGet(JsonNodeFactory.instance::arrayNode);
    if (!list.isArray()) {
      findings.wrong(pointer(name), "eine Liste", "a list");
    }
    return list.isArray() ? list : JsonNodeFactory.instance.arrayNode();
  }

  /** Printable text that is not blank. */
  String text(String name) {
    return required(name)
        .flatMap(value ->
            accepted(
                name,
                Optional.of(value)
                    .filter(JsonNode::isString)
                    .map(JsonNode::stringValue)
                    .filter(Fields::printable),
                "Text von 1 bis 4000 Zeichen",
                "text of 1 to 4000 characters"))
        .orElse("");
  }

  /** The same in German and English. */
  Text bothLanguages(String name) {
    Fields both = group(name, Set.of("de", "en"));
    return new Text(both.text("de"), both.text("en"));
  }

  private static boolean printable(String text) {
    return !text.isBlank()
        && text.length() <= LONGEST
        && text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n');
  }

  /** Text of a fixed form. */
  String word(String name, Pattern form) {
    return required(name)
        .flatMap(value ->
            accepted(
                name,
                Optional.of(value)
                    .filter(JsonNode::isString)
                    .map(JsonNode::stringValue)
                    .filter(text -> form.matcher(text).matches()),
                "von der Form " + form,
                "of the form " + form))
        .orElse("");
  }

  /** Text that a parser of ours takes. */
  <T> Optional<T> parsed(String name, Function<String, T> parser, String mustDe, String mustEn) {
    return required(name).flatMap(value -> accepted(name, parse(value, parser), mustDe, mustEn));
  }

  private static <T> Optional<T> parse(JsonNode value, Function<String, T> parser) {
    try {
      return Optional.of(value).filter(JsonNode::isString).map(JsonNode::stringValue).map(parser);
    } catch (IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  /** One of these words; the empty answer only together with a finding. */
  <E> Optional<E> oneOf(String name, Map<String, E> words) {
    String all = String.join(", ", new TreeSet<>(words.keySet()));
    return required(name)
        .flatMap(value ->
            accepted(
                name,
                Optional.ofNullable(words.get(value.asString(""))),
                "eines von " + all,
                "one of " + all));
  }

  /** A decimal in its shortest plain form, in quotes. */
  Optional<Decimal> decimal(String name) {
    if (node.path(name).isNumber() && !node.path(name).isIntegralNumber()) {
      return Optional.empty(); // P005 says it already
    }
    return parsed(
        name,
        text -> {
          var decimal = Decimal.parse(text);
          if (!decimal.toString().equals(text)) {
            throw new IllegalArgumentException("not the shortest form");
          }
          return decimal;
        },
        "eine Dezimalzahl in Anführungszeichen ohne überflüssige Nullen",
        "a decimal in quotes without needless zeros");
  }

  /** A whole number within bounds; the least one beside a finding. */
  int integer(String name, int least, int most) {
    return required(name)
        .flatMap(value ->
            accepted(
                name,
                Optional.of(value)
                    .filter(JsonNode::isIntegralNumber)
                    .filter(JsonNode::canConvertToInt)
                    .map(JsonNode::intValue)
                    .filter(n -> n >= least && n <= most),
                "eine ganze Zahl von " + least + " bis " + most,
                "a whole number from " + least + " to " + most))
        .orElse(least);
  }

  /** A hash; that of nothing beside a finding. */
  Sha256 sha256(String name) {
    return parsed(name, Sha256::new, "ein SHA-256", "a SHA-256")
        .orElseGet(() -> Sha256.of(new byte[0]));
  }

  boolean flag(String name) {
    return required(name)
        .flatMap(value ->
            accepted(
                name,
                Optional.of(value).filter(JsonNode::isBoolean).map(JsonNode::booleanValue),
                "true oder false",
                "true or false"))
        .orElse(false);
  }

  PlanFindings findings() {
    return findings;
  }

  private Optional<JsonNode> required(String name) {
    if (!has(name)) {
      findings.missing(pointer(name));
      return Optional.empty();
    }
    return Optional.of(node.get(name));
  }

  private <T> Optional<T> accepted(String name, Optional<T> value, String mustDe, String mustEn) {
    if (value.isEmpty()) {
      findings.wrong(pointer(name), mustDe, mustEn);
    }
    return value;
  }
}
