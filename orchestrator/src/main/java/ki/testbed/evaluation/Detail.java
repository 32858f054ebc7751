package ki.testbed.evaluation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * The facts of a reason by name: {@code exit} is {@code exit 1}, {@code after} is {@code 0.4 s}.
 * Values are without control and bidi characters and at most {@link #MAX_LENGTH} long, but may be a
 * submitter's text: show them escaped.
 */
public record Detail(@JsonValue SequencedMap<String, String> facts) {
  /** Longest value. */
  public static final int MAX_LENGTH = 200;

  /** No facts. */
  public static final Detail NONE = new Detail(new LinkedHashMap<>());

  public Detail {
    var clean = new LinkedHashMap<String, String>();
    facts.forEach((name, value) -> clean.put(name, clean(value)));
    facts = Collections.unmodifiableSequencedMap(clean);
  }

  /** One fact. */
  public static Detail of(String name, String value) {
    return NONE.with(name, value);
  }

  /** These facts, in the order of the map. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Detail of(Map<String, String> facts) {
    return new Detail(new LinkedHashMap<>(facts));
  }

  /** With one more fact. */
  public Detail with(String name, String value) {
    var more = new LinkedHashMap<>(facts);
    more.put(name, value);
    return new Detail(more);
  }

  private static String clean(String value) {
    String plain = value.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", " ").strip();
    return plain.length() <= MAX_LENGTH ? plain : plain.substring(0, MAX_LENGTH - 3) + "...";
  }

  @Override
  public String toString() {
    return facts.entrySet().stream()
        .map(fact -> fact.getKey() + "=" + fact.getValue())
        .collect(Collectors.joining(", "));
  }
}
