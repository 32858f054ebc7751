package ki.testbed.web;

import java.util.List;
import ki.testbed.protocol.Finding;

/** A finding in the reader's language. */
public record FindingRow(
    String id, Badge severity, String pointer, List<Marked> message, List<Marked> next) {
  static FindingRow of(Finding finding, Phrases words) {
    String shape =
        switch (finding.severity()) {
          case ERROR -> "not-met";
          case WARNING -> "open";
          case INFO -> "void";
        };
    return new FindingRow(
        finding.id(),
        new Badge(shape, words.word("severity", finding.severity())),
        finding.pointer(),
        Marked.parts(words.text(finding.message())),
        Marked.parts(words.text(finding.nextStep())));
  }
}
