package ki.testbed.rules;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntPredicate;
import ki.testbed.protocol.Text;
import tools.jackson.databind.JsonNode;

/** Free text of a manifest. */
final class Texts {
  private Texts() {}

  /** One line: neither control nor bidirectional characters; length in characters. */
  static Optional<String> line(JsonNode node, String at, int longest, ManifestFindings findings) {
    return checked(node, at, longest, findings, c -> !Quoted.unprintable(c));
  }

  /** Several lines. */
  static Optional<String> paragraphs(
      JsonNode node, String at, int longest, ManifestFindings findings) {
    return checked(
        node, at, longest, findings, c -> c == '\n' || c == '\t' || !Quoted.unprintable(c));
  }

  /** What a process is given: anything but a zero byte; length in bytes. */
  static Optional<String> argument(
      JsonNode node, String at, int longest, ManifestFindings findings) {
    var text =
        Section.scalar(node)
            .filter(t -> t.indexOf(0) < 0 && t.getBytes(StandardCharsets.UTF_8).length <= longest);
    if (text.isEmpty()) {
      findings.wrong(
          at,
          new Text(
              "Text von höchstens " + longest + " Bytes", "text of at most " + longest + " bytes"),
          shown(node));
    }
    return text;
  }

  private static Optional<String> checked(
      JsonNode node, String at, int longest, ManifestFindings findings, IntPredicate allowed) {
    var text = Section.scalar(node);
    if (text.filter(
            t -> t.codePointCount(0, t.length()) <= longest && t.codePoints().allMatch(allowed))
        .isPresent()) {
      return text;
    }
    findings.wrong(
        at,
        new Text(
            "druckbarer Text von höchstens " + longest + " Zeichen",
            "printable text of at most " + longest + " characters"),
        shown(node));
    return Optional.empty();
  }

  private static String shown(JsonNode node) {
    return Section.scalar(node).orElse("..");
  }
}
