package ki.testbed.intake;

/** Whether a name inside an archive may be used at all (I114, I120, I121). */
final class NameRules {
  private final IntakeBounds.Names bounds;
  private final Findings findings;

  NameRules(IntakeBounds.Names bounds, Findings findings) {
    this.bounds = bounds;
    this.findings = findings;
  }

  /** Says what is wrong; false if the entry must be left out. */
  boolean accept(TarEntry entry) {
    return leadsInside(entry) && fits(entry.name()) && linkFits(entry) && isReadable(entry.name());
  }

  private boolean leadsInside(TarEntry entry) {
    EntryName name = entry.name();
    if (name.parts() == 0 && entry.type() != TarEntry.Type.DIRECTORY) {
      return outside(
          name,
          "Ein Eintrag ist kein Ordner und steht an der Wurzel.",
          "An entry at the root is no directory.");
    }
    if (name.isAbsolute()) {
      return outside(name, "`%s` ist ein absoluter Pfad.", "`%s` is an absolute path.");
    }
    return !name.climbs()
        || outside(name, "`%s` führt mit `..` nach oben.", "`%s` leads upwards by `..`.");
  }

  private boolean outside(EntryName name, String de, String en) {
    String shown = name.shown();
    findings.add(ImageCode.I114.at(shown, de.replace("%s", shown), en.replace("%s", shown)));
    return false;
  }

  private boolean fits(EntryName name) {
    if (name.bytes().length > bounds.path()) {
      return tooLong(name, "länger als %d Bytes", "longer than %d bytes", bounds.path());
    }
    if (name.longest() > bounds.name()) {
      return tooLong(
          name, "mit einem Namen über %d Bytes", "with a name over %d bytes", bounds.name());
    }
    return name.parts() <= bounds.depth()
        || tooLong(name, "tiefer als %d Ordner", "deeper than %d directories", bounds.depth());
  }

  private boolean linkFits(TarEntry entry) {
    return entry.link().bytes().length <= bounds.path()
        || tooLong(
            entry.name(),
            "eine Verknüpfung auf mehr als %d Bytes",
            "a link to more than %d bytes",
            bounds.path());
  }

  private boolean tooLong(EntryName name, String de, String en, int bound) {
    String shown = name.shown();
    findings.add(
        ImageCode.I120.at(
            shown,
            "`" + shown + "` ist " + de.formatted(bound) + ".",
            "`" + shown + "` is " + en.formatted(bound) + "."));
    return false;
  }

  private boolean isReadable(EntryName name) {
    if (!Shown.isClean(name.bytes())) {
      String shown = name.shown();
      findings.add(
          ImageCode.I121.at(
              shown,
              "Der Name `" + shown + "` enthält Steuerzeichen oder ist kein UTF-8.",
              "The name `" + shown + "` has control characters or is no UTF-8."));
    }
    return true;
  }
}
