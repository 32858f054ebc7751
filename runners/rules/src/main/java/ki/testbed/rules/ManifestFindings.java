package ki.testbed.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Severity;
import ki.testbed.protocol.Text;

/** Collects what is wrong with the content of a manifest; ids are for ever. */
final class ManifestFindings {
  private final List<Finding> findings = new ArrayList<>();

  List<Finding> list() {
    return findings;
  }

  /** M002: a field nobody knows. */
  void unknownField(String pointer, String name, Collection<String> known) {
    var meant = EditDistance.nearest(name, known).map(word -> "`" + word + "`");
    error(
        "M002",
        pointer,
        new Text(
            "Unbekanntes Feld "
                + Quoted.of(name)
                + "."
                + meant.map(w -> " Meinten Sie " + w + "?").orElse(""),
            "Unknown field "
                + Quoted.of(name)
                + "."
                + meant.map(w -> " Did you mean " + w + "?").orElse("")),
        meant
            .map(w -> new Text("Schreiben Sie " + w + ".", "Write " + w + "."))
            .orElse(new Text("Entfernen Sie das Feld.", "Remove the field.")));
  }

  /** M003: a required field is not there. */
  void missing(String pointer, String example) {
    String name = dotted(pointer);
    error(
        "M003",
        pointer,
        new Text("`%s` fehlt.".formatted(name), "`%s` is missing.".formatted(name)),
        new Text("Ergänzen Sie `%s`.".formatted(example), "Add `%s`.".formatted(example)));
  }

  /** M004: a value that is not allowed there; {@code must} continues "must be". */
  void wrong(String pointer, Text must, String got) {
    String name = dotted(pointer);
    error(
        "M004",
        pointer,
        new Text(
            "`%s` muss %s sein, angegeben ist %s.".formatted(name, must.de(), Quoted.of(got)),
            "`%s` must be %s, got %s.".formatted(name, must.en(), Quoted.of(got))),
        new Text("Ändern Sie `%s`.".formatted(name), "Change `%s`.".formatted(name)));
  }

  /** M005: more than this testbed allows. */
  void tooMuch(String pointer, String got, String most) {
    String name = dotted(pointer);
    error(
        "M005",
        pointer,
        new Text(
            "`%s` ist %s; dieses Testbed erlaubt höchstens %s.".formatted(name, got, most),
            "`%s` is %s; this testbed allows at most %s.".formatted(name, got, most)),
        new Text(
            "Fordern Sie höchstens %s an.".formatted(most), "Ask for at most %s.".formatted(most)));
  }

  /** M006: no node has such a device. */
  void noSuchDevice(String pointer, String asked, String largest) {
    error(
        "M006",
        pointer,
        new Text(
            "Kein Knoten bietet %s je Beschleuniger; der größte hat %s.".formatted(asked, largest),
            "No node offers %s per device; the largest has %s.".formatted(asked, largest)),
        new Text(
            "Fordern Sie höchstens %s an.".formatted(largest),
            "Ask for at most %s.".formatted(largest)));
  }

  /** M006: there are no devices at all. */
  void noDevices(String pointer) {
    error(
        "M006",
        pointer,
        new Text("Kein Knoten bietet Beschleuniger.", "No node offers devices."),
        new Text("Setzen Sie `resources.gpu.count` auf 0.", "Set `resources.gpu.count` to 0."));
  }

  /** M007: an environment variable that looks like a secret. */
  void secret(String pointer, String name) {
    findings.add(
        new Finding(
            "M007",
            Severity.WARNING,
            pointer,
            new Text(
                Quoted.of(name) + " sieht nach einem Geheimnis aus.",
                Quoted.of(name) + " looks like a secret."),
            new Text(
                "Eine Sandbox hat kein Netz; entfernen Sie die Variable.",
                "A sandbox has no network; remove it.")));
  }

  /** M008: batch images come later. */
  void batch() {
    error(
        "M008",
        "/profile",
        new Text(
            "`profile: batch` wird nicht unterstützt: Antwortzeiten brauchen einen Dienst.",
            "`profile: batch` is not supported: latency needs a server."),
        new Text(
            "Nehmen Sie die Hülle in `runners/samples`.", "See the wrapper in `runners/samples`."));
  }

  private void error(String id, String pointer, Text message, Text nextStep) {
    findings.add(new Finding(id, Severity.ERROR, pointer, message, nextStep));
  }

  private static String dotted(String pointer) {
    return pointer.isEmpty()
        ? "testbed.yaml"
        : Quoted.escaped(pointer.substring(1).replace('/', '.'));
  }
}
