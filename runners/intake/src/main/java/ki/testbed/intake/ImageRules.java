package ki.testbed.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Severity;

/** What the facts of a readable image mean for running it here (I112, I122 to I130); pure. */
public final class ImageRules {
  private final ImageFacts facts;
  private final IntakeBounds bounds;
  private final List<Finding> findings = new ArrayList<>();

  private ImageRules(ImageFacts facts, IntakeBounds bounds) {
    this.facts = facts;
    this.bounds = bounds;
  }

  /** All findings that follow from the facts. */
  public static List<Finding> judge(ImageFacts facts, IntakeBounds bounds) {
    var rules = new ImageRules(facts, bounds);
    rules.platform();
    rules.program();
    rules.workingDir();
    rules.tags();
    rules.volumes();
    rules.unused();
    rules.size();
    return List.copyOf(rules.findings);
  }

  private void platform() {
    if (!facts.platform().equals(bounds.platform())) {
      String built = Shown.of(facts.platform().toString());
      findings.add(
          ImageCode.I112.of(
              "Das Image ist für " + built + " gebaut, hier läuft " + bounds.platform() + ".",
              "The image is built for " + built + ", here runs " + bounds.platform() + "."));
    }
  }

  private void program() {
    if (facts.tree().program().isEmpty()) {
      findings.add(
          ImageCode.I122.of(
              "Das Image sagt nicht, welches Programm zu starten ist.",
              "The image does not say which program to start."));
    }
    facts.tree().program().ifPresent(this::program);
  }

  private void program(ProgramFacts program) {
    switch (program.kind()) {
      case MISSING ->
          about(ImageCode.I123, program, "gibt es im Image nicht", "does not exist in the image");
      case NOT_EXECUTABLE ->
          about(ImageCode.I123, program, "ist nicht ausführbar", "is not executable");
      case NO_PROGRAM ->
          about(
              ImageCode.I123,
              program,
              "ist kein Programm: weder ELF noch mit `#!`",
              "is no program: neither ELF nor starting with `#!`");
      case FOREIGN ->
          about(
              ImageCode.I124,
              program,
              "ist für einen anderen Prozessor gebaut",
              "is built for another processor");
      case SCRIPT, NATIVE -> {}
    }
    boolean exists =
        program.kind() != ProgramFacts.Kind.MISSING
            && program.kind() != ProgramFacts.Kind.NOT_EXECUTABLE;
    if (exists && !program.openToOthers()) {
      about(
          ImageCode.I126,
          program,
          "ist nicht für alle lesbar und ausführbar; USER gilt hier nicht",
          "is not readable and executable for all; USER is not used here");
    }
  }

  private void about(ImageCode code, ProgramFacts program, String de, String en) {
    findings.add(
        code.at(
            program.path(),
            "`" + program.name() + "` " + de + ".",
            "`" + program.name() + "` " + en + "."));
  }

  private void workingDir() {
    String path = Shown.of(facts.config().start().workingDir());
    switch (facts.tree().workingDir()) {
      case DIRECTORY -> {}
      case MISSING ->
          findings.add(
              ImageCode.I125.at(
                  path,
                  "Den Ordner `" + path + "` gibt es nicht.",
                  "The directory `" + path + "` does not exist."));
      case NO_DIRECTORY -> {
        Finding finding =
            ImageCode.I125.at(
                path, "`" + path + "` ist kein Ordner.", "`" + path + "` is no directory.");
        findings.add(
            new Finding(
                finding.id(),
                Severity.ERROR,
                finding.pointer(),
                finding.message(),
                finding.nextStep()));
      }
    }
  }

  private void tags() {
    if (!facts.tags().isEmpty()) {
      String first = Shown.of(facts.tags().getFirst());
      findings.add(
          ImageCode.I127.of(
              "Namen des Images werden nicht verwendet: `" + first + "`.",
              "Names of the image are not used: `" + first + "`."));
    }
  }

  private void volumes() {
    if (!facts.config().volumes().isEmpty()) {
      String first = Shown.of(facts.config().volumes().getFirst());
      findings.add(
          ImageCode.I128.at(
              first,
              "VOLUME wird begrenzter Arbeitsspeicher auf Zeit: `" + first + "`.",
              "VOLUME becomes bounded temporary space: `" + first + "`."));
    }
  }

  private void unused() {
    ConfigFacts config = facts.config();
    boolean labels =
        config.labels().keySet().stream()
            .anyMatch(label -> !label.equals(ConfigFacts.MANIFEST_LABEL));
    String unused =
        Stream.of(
                config.directives().stream().map(Directive::name).sorted(),
                Stream.of("LABEL").filter(_ -> labels),
                Stream.of("USER").filter(_ -> !config.user().isEmpty()))
            .flatMap(words -> words)
            .collect(Collectors.joining(", "));
    if (!unused.isEmpty()) {
      findings.add(
          ImageCode.I129.of(
              "Ohne Wirkung hier: " + unused + ".", "Without effect here: " + unused + "."));
    }
  }

  private void size() {
    long bytes = facts.tree().unpackedBytes();
    if (bytes > bounds.nodeBytes()) {
      findings.add(
          ImageCode.I130.of(
              "Das Image hat entpackt "
                  + bytes
                  + " Bytes, der größte Knoten fasst "
                  + bounds.nodeBytes()
                  + ".",
              "The image has "
                  + bytes
                  + " bytes unpacked, the largest node holds "
                  + bounds.nodeBytes()
                  + "."));
    }
  }
}
