package ki.testbed.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Severity;
import ki.testbed.protocol.Text;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** What is wrong with the form of a YAML text. */
final class YamlFindings {
  private static final Text PLAIN =
      new Text(
          "Schreiben Sie den Wert an jeder Stelle selbst hin.",
          "Write the value itself in each place.");

  private final String id;
  private final List<Finding> findings = new ArrayList<>();

  YamlFindings(String id) {
    this.id = id;
  }

  List<Finding> list() {
    return findings;
  }

  static Finding tooLong(String id) {
    return finding(
        id,
        new Text("Kein gültiges YAML: mehr als 64 KiB.", "Not valid YAML: longer than 64 KiB."),
        new Text("Kürzen Sie den Text.", "Shorten the text."));
  }

  void syntax(Optional<Mark> mark) {
    add(
        mark,
        "",
        "",
        new Text(
            "Prüfen Sie dort Einrückung, Doppelpunkte und Anführungszeichen.",
            "Check indentation, colons and quotes there."));
  }

  void empty() {
    add(
        Optional.empty(),
        "der Text ist leer",
        "the text is empty",
        new Text("Schreiben Sie mindestens eine Zeile.", "Write at least one line."));
  }

  void tooDeep(Event at) {
    add(
        at.getStartMark(),
        "mehr als 16 Ebenen",
        "more than 16 levels",
        new Text("Schachteln Sie weniger tief.", "Nest less deeply."));
  }

  void secondDocument(Event at) {
    add(
        at.getStartMark(),
        "hier beginnt ein zweites Dokument",
        "a second document begins here",
        new Text("Lassen Sie nur ein Dokument stehen.", "Leave one document only."));
  }

  void anchor(Event at) {
    add(at.getStartMark(), "Anker sind nicht erlaubt", "anchors are not allowed", PLAIN);
  }

  void alias(Event at) {
    add(at.getStartMark(), "Verweise sind nicht erlaubt", "aliases are not allowed", PLAIN);
  }

  void tag(Event at) {
    add(
        at.getStartMark(),
        "Typangaben mit ! sind nicht erlaubt",
        "tags with ! are not allowed",
        new Text("Entfernen Sie die Typangabe.", "Remove the tag."));
  }

  void keyIsNoText(Event at) {
    add(
        at.getStartMark(),
        "ein Feldname muss ein Wort sein",
        "the name of a field must be a word",
        new Text("Schreiben Sie ein Wort und einen Doppelpunkt.", "Write a word and a colon."));
  }

  void duplicate(ScalarEvent key) {
    String name = Quoted.of(key.getValue());
    add(
        key.getStartMark(),
        "das Feld " + name + " steht doppelt da",
        "the field " + name + " is there twice",
        new Text("Löschen Sie eines davon.", "Delete one of them."));
  }

  private void add(Optional<Mark> mark, String de, String en, Text nextStep) {
    String whereDe =
        mark.map(m -> "Zeile %d, Spalte %d".formatted(m.getLine() + 1, m.getColumn() + 1))
            .orElse("");
    String whereEn =
        mark.map(m -> "line %d, column %d".formatted(m.getLine() + 1, m.getColumn() + 1))
            .orElse("");
    findings.add(
        finding(
            id,
            new Text(
                sentence("Kein gültiges YAML", whereDe, de),
                sentence("Not valid YAML", whereEn, en)),
            nextStep));
  }

  private static String sentence(String start, String where, String what) {
    return start
        + (where.isEmpty() ? "" : ": " + where)
        + (what.isEmpty() ? "" : ": " + what)
        + ".";
  }

  private static Finding finding(String id, Text message, Text nextStep) {
    return new Finding(id, Severity.ERROR, "", message, nextStep);
  }
}
