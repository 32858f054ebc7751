package ki.testbed.intake;

import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Severity;
import ki.testbed.protocol.Text;

/** All that can be said about an image archive; numbers are for ever. */
enum ImageCode {
  /** No image archive. */
  I101(
      Severity.ERROR,
      "Reichen Sie die Datei unverändert ein, die `docker save` schreibt.",
      "Hand in the file that `docker save` writes, unchanged."),
  /** Ends too early. */
  I102(
      Severity.ERROR,
      "Exportieren Sie das Image neu und laden Sie die ganze Datei hoch.",
      "Export the image again and upload the whole file."),
  /** Unpacks to too much. */
  I103(Severity.ERROR, "Verkleinern Sie das Image.", "Make the image smaller."),
  /** Too many files. */
  I104(
      Severity.ERROR,
      "Fassen Sie viele kleine Dateien in einem Archiv zusammen.",
      "Put many small files into one archive."),
  /** No usable manifest. */
  I105(
      Severity.ERROR,
      "Exportieren Sie das Image neu mit `docker save`.",
      "Export the image again with `docker save`."),
  /** More than one image. */
  I106(
      Severity.ERROR,
      "Exportieren Sie ein Image für eine Plattform: `docker buildx build --platform linux/amd64 --provenance=false`.",
      "Export one image for one platform: `docker buildx build --platform linux/amd64 --provenance=false`."),
  /** A layer is elsewhere. */
  I107(
      Severity.ERROR,
      "Exportieren Sie das Image mit allen Schichten.",
      "Export the image with all of its layers."),
  /** Bytes do not match. */
  I108(
      Severity.ERROR,
      "Exportieren Sie das Image neu und laden Sie es unverändert hoch.",
      "Export the image again and upload it unchanged."),
  /** Layers do not match the config. */
  I109(
      Severity.ERROR,
      "Exportieren Sie das Image neu und laden Sie es unverändert hoch.",
      "Export the image again and upload it unchanged."),
  /** Unusable config. */
  I110(
      Severity.ERROR,
      "Bauen Sie das Image mit einem üblichen Werkzeug neu.",
      "Build the image again with a common tool."),
  /** Too many labels or variables. */
  I111(
      Severity.ERROR,
      "Entfernen Sie Labels oder Umgebungsvariablen.",
      "Remove labels or environment variables."),
  /** Other platform. */
  I112(
      Severity.ERROR,
      "Bauen Sie das Image mit `--platform` für diese Plattform.",
      "Build the image with `--platform` for this platform."),
  /** Too many layers or none. */
  I113(
      Severity.ERROR,
      "Fassen Sie Schritte des Dockerfile zusammen; eine Schicht muss es mindestens geben.",
      "Merge steps of the Dockerfile; there must be at least one layer."),
  /** Path that leads elsewhere. */
  I114(
      Severity.ERROR,
      "Geben Sie der Datei einen einfachen relativen Pfad.",
      "Give the file a plain relative path."),
  /** Link that leads elsewhere. */
  I115(
      Severity.ERROR,
      "Legen Sie Dateien an ihren wirklichen Ort; Verknüpfungen müssen im Image bleiben.",
      "Put files at their real place; links must stay inside the image."),
  /** No file, directory or link. */
  I116(
      Severity.ERROR,
      "Entfernen Sie den Eintrag; Geräte stellt die Sandbox.",
      "Remove the entry; the sandbox brings the devices."),
  /** Privileges without effect. */
  I117(Severity.INFO, "Nichts zu tun.", "Nothing to do."),
  /** Attributes of a kernel. */
  I118(Severity.ERROR, "Entfernen Sie das Attribut.", "Remove the attribute."),
  /** Broken mark. */
  I119(
      Severity.ERROR,
      "Entfernen Sie Dateien, deren Name mit `.wh.` beginnt.",
      "Remove files whose name starts with `.wh.`."),
  /** Too long or deep. */
  I120(Severity.ERROR, "Kürzen Sie den Pfad.", "Shorten the path."),
  /** Unreadable name. */
  I121(
      Severity.WARNING,
      "Benennen Sie die Datei um, falls das Programm sie braucht.",
      "Rename the file if the program needs it."),
  /** Nothing to start. */
  I122(
      Severity.ERROR,
      "Setzen Sie ENTRYPOINT oder CMD, oder `service.command` im Manifest.",
      "Set ENTRYPOINT or CMD, or `service.command` in the manifest."),
  /** Cannot be started. */
  I123(
      Severity.ERROR,
      "Korrigieren Sie ENTRYPOINT, CMD oder `service.command`.",
      "Correct ENTRYPOINT, CMD or `service.command`."),
  /** Built for another processor. */
  I124(
      Severity.ERROR,
      "Bauen Sie das Programm für diese Plattform.",
      "Build the program for this platform."),
  /** Working directory. */
  I125(Severity.WARNING, "Korrigieren Sie WORKDIR.", "Correct WORKDIR."),
  /** Closed to other users. */
  I126(
      Severity.WARNING,
      "Erlauben Sie allen Lesen und Ausführen: `chmod a+rX`.",
      "Let everybody read and run it: `chmod a+rX`."),
  /** Tags. */
  I127(Severity.INFO, "Nichts zu tun.", "Nothing to do."),
  /** Volumes. */
  I128(
      Severity.INFO,
      "Schreiben Sie dort höchstens so viel, wie `resources.scratch` erlaubt.",
      "Write no more there than `resources.scratch` allows."),
  /** Parts of the config without effect. */
  I129(Severity.INFO, "Nichts zu tun.", "Nothing to do."),
  /** Larger than any node. */
  I130(
      Severity.ERROR,
      "Verkleinern Sie das Image, oder fragen Sie den Betreiber.",
      "Make the image smaller, or ask the operator."),
  /** Unknown compression. */
  I131(
      Severity.ERROR,
      "Packen Sie die Schicht mit gzip oder zstd.",
      "Compress the layer with gzip or zstd."),
  /** Weights. */
  I132(
      Severity.ERROR,
      "Packen Sie nur gewöhnliche Dateien und Ordner in das Archiv der Gewichte.",
      "Put only plain files and directories into the archive of weights.");

  private final Severity severity;
  private final Text nextStep;

  ImageCode(Severity severity, String de, String en) {
    this.severity = severity;
    this.nextStep = new Text(de, en);
  }

  /**
   * About what {@code pointer} names; a submitter's text in it and in the sentences is {@link
   * Shown} already.
   */
  Finding at(String pointer, String de, String en) {
    return new Finding(name(), severity, pointer, new Text(de, en), nextStep);
  }

  /** About the whole archive. */
  Finding of(String de, String en) {
    return at("", de, en);
  }

  /** That there are more of this kind. */
  Finding more(long count) {
    return of(count + " weitere Funde dieser Art.", count + " more of this kind.");
  }
}
