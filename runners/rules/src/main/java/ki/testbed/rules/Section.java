package ki.testbed.rules;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import ki.testbed.protocol.Text;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One object of a manifest while it is read: a field is taken in the type it must have, or a
 * finding says what is wrong and the field counts as absent.
 */
final class Section {
  private static final int MAX_SCALE = 40;

  private final JsonNode fields;
  private final String at;
  private final ManifestFindings findings;

  /** The object at this pointer; fields but the known ones are findings. */
  Section(JsonNode node, String at, ManifestFindings findings, List<String> known) {
    this.at = at;
    this.findings = findings;
    this.fields = node.isObject() ? node : JsonNodeFactory.instance.objectNode();
    if (!node.isObject()) {
      findings.wrong(at, new Text("eine Gruppe von Feldern", "a group of fields"), shown(node));
    }
    for (String name : fields.propertyNames()) {
      if (!known.contains(name)) {
        findings.unknownField(Pointers.child(at, name), name, known);
      }
    }
  }

  ManifestFindings findings() {
    return findings;
  }

  String pointer(String name) {
    return Pointers.child(at, name);
  }

  Optional<JsonNode> field(String name) {
    return fields.optional(name).filter(node -> !node.isNull());
  }

  /** The group in this field; an empty one if absent. */
  Section section(String name, String... known) {
    JsonNode node = field(name).orElseGet(JsonNodeFactory.instance::objectNode);
    return new Section(node, pointer(name), findings, List.of(known));
  }

  /** The group in this field, or nothing. */
  Optional<Section> optionalSection(String name, String... known) {
    return field(name).map(node -> new Section(node, pointer(name), findings, List.of(known)));
  }

  /** Text without control and bidirectional characters. */
  Optional<String> text(String name, int longest) {
    return field(name).flatMap(node -> Texts.line(node, pointer(name), longest, findings));
  }

  /** As {@link #text}, but with line feeds and tabs. */
  Optional<String> paragraphs(String name, int longest) {
    return field(name).flatMap(node -> Texts.paragraphs(node, pointer(name), longest, findings));
  }

  /** Text of a fixed form; numbers count as their text. */
  Optional<String> word(String name, Pattern form, Text must) {
    return field(name)
        .flatMap(node ->
            accepted(name, scalar(node).filter(text -> form.matcher(text).matches()), must));
  }

  /** A whole number within bounds. */
  OptionalLong integer(String name, long least, long most) {
    Optional<Long> number =
        field(name)
            .flatMap(node ->
                accepted(
                    name,
                    node.isIntegralNumber() && node.canConvertToLong()
                        ? Optional.of(node.longValue()).filter(n -> n >= least && n <= most)
                        : Optional.empty(),
                    range(Long.toString(least), Long.toString(most))));
    return number.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  Optional<Boolean> flag(String name) {
    return field(name)
        .flatMap(node ->
            accepted(
                name,
                node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty(),
                new Text("`true` oder `false`", "`true` or `false`")));
  }

  Optional<Duration> duration(String name, Duration least, Duration most) {
    return field(name)
        .flatMap(node ->
            accepted(
                name,
                scalar(node)
                    .flatMap(Quantities::duration)
                    .filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0),
                range(Quantities.show(least), Quantities.show(most))));
  }

  /** A size in bytes, or with Ki, Mi, Gi. */
  Optional<Long> size(String name) {
    return field(name)
        .flatMap(node ->
            accepted(
                name,
                bytes(node),
                new Text("eine Größe mit `Ki`, `Mi` oder `Gi`", "a size with `Ki`, `Mi` or `Gi`")));
  }

  /** A decimal, quoted or not. */
  Optional<BigDecimal> decimal(String name) {
    return field(name)
        .flatMap(node ->
            accepted(
                name,
                scalar(node).filter(Decimal::isPlain).map(BigDecimal::new),
                new Text("eine Zahl wie `0.5`", "a number such as `0.5`")));
  }

  /** The elements of a list, each read with its pointer; unreadable ones are left out. */
  <T> List<T> list(String name, int most, BiFunction<JsonNode, String, Optional<T>> element) {
    List<T> all = new ArrayList<>();
    field(name)
        .flatMap(node ->
            accepted(
                name, Optional.of(node).filter(n -> n.isArray() && n.size() <= most), listOf(most)))
        .ifPresent(node -> {
          for (int i = 0; i < node.size(); i++) {
            element.apply(node.get(i), Pointers.child(pointer(name), i)).ifPresent(all::add);
          }
        });
    return all;
  }

  /** A value of ours or a finding. */
  <T> Optional<T> accepted(String name, Optional<T> value, Text must) {
    if (value.isEmpty()) {
      findings.wrong(pointer(name), must, field(name).map(Section::shown).orElse(""));
    }
    return value;
  }

  private static Optional<Long> bytes(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0) {
      return Optional.of(node.longValue());
    }
    OptionalLong size = scalar(node).map(Quantities::bytes).orElseGet(OptionalLong::empty);
    return size.isPresent() ? Optional.of(size.getAsLong()) : Optional.empty();
  }

  /** The text of a string, number or truth value. */
  static Optional<String> scalar(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> Optional.of(node.stringValue());
      case BOOLEAN -> Optional.of(Boolean.toString(node.booleanValue()));
      case NUMBER -> number(node.decimalValue());
      case ARRAY, OBJECT, NULL, BINARY, MISSING, POJO -> Optional.empty();
    };
  }

  private static Optional<String> number(BigDecimal number) {
    boolean plain = number.scale() >= 0 && number.scale() <= MAX_SCALE;
    return plain ? Optional.of(number.toPlainString()) : Optional.empty();
  }

  private static String shown(JsonNode node) {
    return scalar(node)
        .orElseGet(() -> node.isArray() ? "[..]" : node.isObject() ? "{..}" : "null");
  }

  private static Text range(String least, String most) {
    return new Text(least + " bis " + most, least + " to " + most);
  }

  private static Text listOf(int most) {
    return new Text(
        "eine Liste mit höchstens %d Einträgen".formatted(most),
        "a list of at most %d entries".formatted(most));
  }
}
