package ki.testbed.intake;

import java.io.IOException;
import java.util.Optional;
import ki.testbed.intake.MergedTree.Placed;
import ki.testbed.intake.TarEntry.Type;

/**
 * Puts the entries of one layer after the other into the tree, and says what is wrong with them
 * (I114 to I121).
 */
final class LayerWalk {
  private static final String MARK = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final String META_MARK = ".wh..wh.";
  private static final int PRIVILEGED = 06000;

  private final MergedTree tree;
  private final Budget budget;
  private final NameRules names;
  private final Findings findings;
  private long privileged;
  private String firstPrivileged = "";

  LayerWalk(MergedTree tree, Budget budget, NameRules names, Findings findings) {
    this.tree = tree;
    this.budget = budget;
    this.names = names;
    this.findings = findings;
  }

  void walk(TarReader tar) throws IOException {
    tree.beginLayer();
    for (Optional<TarEntry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
      budget.countEntry();
      budget.countHoles(entry.get().expanded() - entry.get().size());
      if (names.accept(entry.get())) {
        take(entry.get(), tar);
      }
    }
  }

  /** Files with setuid, setgid or capabilities so far. */
  long privileged() {
    return privileged;
  }

  /** Tells of such files once, as a usual base image holds a dozen. */
  void finish() {
    if (privileged > 0) {
      findings.add(
          ImageCode.I117.at(
              firstPrivileged,
              privileged
                  + " Dateien mit setuid, setgid oder Capabilities, etwa `"
                  + firstPrivileged
                  + "`: hier ohne Wirkung.",
              privileged
                  + " files with setuid, setgid or capabilities, such as `"
                  + firstPrivileged
                  + "`: without effect here."));
    }
  }

  private void take(TarEntry entry, TarReader tar) throws IOException {
    lookAtPrivileges(entry);
    EntryName name = entry.name();
    if (hasMark(name, name.parts())) {
      mark(entry);
      return;
    }
    switch (entry.type()) {
      case DIRECTORY -> placed(name, tree.directory(name, entry.mode()));
      case FILE -> placed(name, tree.file(name, entry.mode(), head(entry, tar)));
      case SYMLINK -> symlink(entry);
      case HARDLINK -> hardlink(entry);
      case DEVICE, FIFO, OTHER -> unusual(entry);
    }
  }

  private void lookAtPrivileges(TarEntry entry) {
    if (!entry.trusted().isEmpty()) {
      trusted(entry.name().shown(), Shown.of(entry.trusted()));
    }
    if (entry.capabilities() || entry.type() == Type.FILE && (entry.mode() & PRIVILEGED) != 0) {
      firstPrivileged = privileged == 0 ? entry.name().shown() : firstPrivileged;
      privileged++;
    }
  }

  private void trusted(String shown, String attribute) {
    findings.add(
        ImageCode.I118.at(
            shown,
            "`" + shown + "` trägt das Attribut `" + attribute + "`.",
            "`" + shown + "` carries the attribute `" + attribute + "`."));
  }

  private static int head(TarEntry entry, TarReader tar) throws IOException {
    if ((entry.mode() & 0111) == 0) {
      return FileHead.NOTHING;
    }
    var first = new byte[FileHead.LENGTH];
    return FileHead.of(first, tar.head(first));
  }

  private void symlink(TarEntry entry) throws IOException {
    if (leavesTree(entry)) {
      String shown = entry.name().shown();
      String to = entry.link().shown();
      findings.add(
          ImageCode.I115.at(
              shown,
              "Die Verknüpfung `" + shown + "` führt mit `" + to + "` aus dem Image hinaus.",
              "The link `" + shown + "` leads out of the image by `" + to + "`."));
    } else {
      placed(entry.name(), tree.symlink(entry.name(), entry.link()));
    }
  }

  /**
   * Whether {@code ..} climbs above the root, as text, or there is no target: engines refuse
   * exactly that.
   */
  private static boolean leavesTree(TarEntry entry) {
    EntryName link = entry.link();
    if (link.bytes().length == 0) {
      return true;
    }
    int depth = link.isAbsolute() ? 0 : entry.name().parts() - 1;
    for (int part = 0; part < link.parts() && depth >= 0; part++) {
      depth += link.partIs(part, "..") ? -1 : 1;
    }
    return depth < 0;
  }

  private void hardlink(TarEntry entry) throws IOException {
    Placed reached =
        entry.link().climbs() ? Placed.NO_TARGET : tree.hardlink(entry.name(), entry.link());
    placed(entry.name(), reached);
  }

  private void unusual(TarEntry entry) {
    String shown = entry.name().shown();
    findings.add(
        ImageCode.I116.at(
            shown,
            "`" + shown + "` ist ein Gerät, eine FIFO oder eine andere Sonderdatei.",
            "`" + shown + "` is a device, a FIFO or another special file."));
  }

  static boolean hasMark(EntryName name, int parts) {
    for (int part = 0; part < parts; part++) {
      if (name.partStarts(part, MARK)) {
        return true;
      }
    }
    return false;
  }

  private void mark(TarEntry entry) {
    EntryName name = entry.name();
    int last = name.parts() - 1;
    if (entry.type() != Type.FILE || entry.size() > 0 || hasMark(name, last)) {
      brokenMark(name);
    } else if (name.partIs(last, OPAQUE)) {
      placed(name, tree.opaque(name));
    } else if (name.partStarts(last, META_MARK)
        || isNoName(name.withoutLastPrefix(MARK.length()), name.parts())) {
      brokenMark(name);
    } else {
      placed(name, tree.whiteout(name.withoutLastPrefix(MARK.length())));
    }
  }

  /** Whether what a mark removes has no name of its own: nothing, {@code .} or {@code ..}. */
  private static boolean isNoName(EntryName marked, int parts) {
    return marked.parts() < parts || marked.climbs();
  }

  private void brokenMark(EntryName name) {
    String shown = name.shown();
    findings.add(
        ImageCode.I119.at(
            shown,
            "`" + shown + "` ist keine gültige Löschmarke.",
            "`" + shown + "` is no valid mark for removing a file."));
  }

  private void placed(EntryName name, Placed reached) {
    switch (reached) {
      case DONE -> {}
      case THROUGH_LINK ->
          strayed(
              name,
              "`%s` führt durch eine Verknüpfung hindurch.",
              "`%s` leads through a symbolic link.");
      case BELOW_FILE ->
          strayed(
              name,
              "`%s` liegt unter einer Datei statt in einem Ordner.",
              "`%s` lies below a file, not in a directory.");
      case NO_TARGET ->
          strayed(
              name,
              "Die Verknüpfung `%s` zeigt auf keine Datei derselben Schicht.",
              "The hard link `%s` points to no file of its own layer.");
    }
  }

  private void strayed(EntryName name, String de, String en) {
    String shown = name.shown();
    findings.add(ImageCode.I115.at(shown, de.formatted(shown), en.formatted(shown)));
  }
}
