package ki.testbed.catalog;

import java.util.ArrayList;
import java.util.List;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Severity;
import ki.testbed.protocol.Text;

/** Everything that is wrong with a plan or a data set's record; ids are for ever. */
final class PlanFindings {
  private final List<Finding> findings = new ArrayList<>();

  List<Finding> list() {
    return findings;
  }

  boolean none() {
    return findings.isEmpty();
  }

  /** P002: a field nobody knows. */
  void unknown(String pointer) {
    add(
        "P002",
        pointer,
        new Text("Dieses Feld gibt es nicht.", "There is no such field."),
        new Text("Entfernen Sie es.", "Remove it."));
  }

  /** P003: a required field is not there. */
  void missing(String pointer) {
    add(
        "P003",
        pointer,
        new Text("Dieses Feld fehlt.", "This field is missing."),
        new Text("Ergänzen Sie es.", "Add it."));
  }

  /** P004: a value that is not allowed there; {@code must} continues "must be". */
  void wrong(String pointer, String mustDe, String mustEn) {
    add(
        "P004",
        pointer,
        new Text("Der Wert muss " + mustDe + " sein.", "The value must be " + mustEn + "."),
        new Text("Ändern Sie ihn.", "Change it."));
  }

  /** P005: a decimal that JSON would round. */
  void unquoted(String pointer) {
    add(
        "P005",
        pointer,
        new Text(
            "Eine Dezimalzahl steht ohne Anführungszeichen; ihr Hash wäre nicht eindeutig.",
            "A decimal stands without quotes; its hash would not be unambiguous."),
        new Text("Setzen Sie sie in Anführungszeichen.", "Put it in quotes."));
  }

  /** P006: a reference to something that is not there. */
  void dangling(String pointer, String whatDe, String whatEn) {
    add(
        "P006",
        pointer,
        new Text(whatDe + " gibt es nicht.", "There is no such " + whatEn + "."),
        new Text("Berichtigen Sie den Verweis.", "Correct the reference."));
  }

  /** P007: a metric that does not go with its unit, scenario or rule. */
  void mismatch(String pointer, String de, String en) {
    add(
        "P007",
        pointer,
        new Text(de, en),
        new Text("Ändern Sie das Kriterium.", "Change the criterion."));
  }

  /** P008: a justification that says nothing. */
  void unjustified(String pointer) {
    add(
        "P008",
        pointer,
        new Text(
            "Die Begründung des Schwellenwerts hat weniger als 20 Zeichen.",
            "The justification of the threshold has fewer than 20 characters."),
        new Text("Begründen Sie, warum gerade dieser Wert.", "Say why it is this value."));
  }

  /** P009: bytes or counts that are not those the record names. */
  void differs(String pointer, String found) {
    add(
        "P009",
        pointer,
        new Text(
            "Die Datei passt nicht dazu, gefunden: " + found + ".",
            "The file does not agree, found: " + found + "."),
        new Text("Erzeugen Sie den Datensatz neu.", "Make the data set again."));
  }

  private void add(String id, String pointer, Text message, Text nextStep) {
    findings.add(new Finding(id, Severity.ERROR, pointer, message, nextStep));
  }
}
