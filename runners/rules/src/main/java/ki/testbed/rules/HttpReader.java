package ki.testbed.rules;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import ki.testbed.protocol.SutProtocol;
import ki.testbed.protocol.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code service.http}, which describes a service of protocol {@code http-json}. */
final class HttpReader {
  private static final int MAX_TEMPLATE = 32 * 1024;
  private static final int MAX_NAMES = 32;
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,255}");
  private static final Pattern POINTER = Pattern.compile("(/([^~/]|~[01])*)*");
  private static final Text PATH_MUST =
      new Text("ein Pfad wie `/predict`", "a path such as `/predict`");
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private HttpReader() {}

  static Optional<Manifest.Http> read(Section service, SutProtocol protocol) {
    boolean wanted = protocol == SutProtocol.HTTP_JSON;
    boolean given = service.field("http").isPresent();
    if (wanted && !given) {
      service
          .findings()
          .missing(
              service.pointer("http"),
              "http: {ready: {path: /health}, infer: {path: /predict, ..}}");
    }
    if (given && !wanted) {
      service.findings().unknownField(service.pointer("http"), "http", java.util.List.of());
    }
    return service.optionalSection("http", "ready", "infer").map(HttpReader::http);
  }

  private static Manifest.Http http(Section http) {
    Section infer = http.section("infer", "method", "path", "template", "bind", "outputs");
    String template = infer.paragraphs("template", MAX_TEMPLATE).orElse("{}");
    return new Manifest.Http(
        path(http.section("ready", "path")),
        infer
            .word(
                "method",
                Pattern.compile("POST|PUT"),
                new Text("`POST` oder `PUT`", "`POST` or `PUT`"))
            .orElse("POST"),
        path(infer),
        template,
        pointers(infer, "bind", template(infer, template)),
        pointers(infer, "outputs", Optional.empty()));
  }

  private static String path(Section section) {
    if (section.field("path").isEmpty()) {
      section.findings().missing(section.pointer("path"), "path: /predict");
    }
    return section.word("path", PATH, PATH_MUST).orElse("/");
  }

  private static Optional<JsonNode> template(Section infer, String text) {
    try {
      return Optional.of(STRICT.readTree(text));
    } catch (JacksonException e) {
      infer.findings().wrong(infer.pointer("template"), new Text("JSON", "JSON"), text);
      return Optional.empty();
    }
  }

  /** Names with their JSON pointers; where there is a target, each must be in it. */
  private static Map<String, String> pointers(
      Section infer, String name, Optional<JsonNode> target) {
    Map<String, String> all = new TreeMap<>();
    JsonNode given =
        infer
            .field(name)
            .filter(n -> n.isObject() && !n.isEmpty() && n.size() <= MAX_NAMES)
            .orElse(null);
    if (given == null) {
      infer.findings().missing(infer.pointer(name), name + ": {text: /text}");
      return all;
    }
    for (var field : given.properties()) {
      String pointer = Section.scalar(field.getValue()).orElse("-");
      boolean good =
          POINTER.matcher(pointer).matches()
              && target.filter(t -> t.at(pointer).isMissingNode()).isEmpty();
      if (!good) {
        infer
            .findings()
            .wrong(
                Pointers.child(infer.pointer(name), field.getKey()),
                new Text("ein JSON-Zeiger in `template`", "a JSON pointer into `template`"),
                pointer);
      }
      all.put(field.getKey(), pointer);
    }
    return all;
  }
}
