package ki.testbed.intake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ki.testbed.intake.ArchiveBroken.Why;

/** What lies where in the archive itself; its names are only ever looked up here. */
final class ArchiveIndex {
  private static final int MOST_ENTRIES = 20_000;
  private static final int LONGEST_NAME = 512;
  private static final int MOST_LINKS = 8;

  private final FileChannel file;
  private final Map<String, Part> parts = new HashMap<>();
  private final Set<String> repeated = new HashSet<>();
  private int entries;

  /** One entry. */
  sealed interface Part {}

  /** Bytes. */
  record Content(long position, long size) implements Part {}

  /**
   * Another name of something, as a path from the root of the archive; empty if it leads outside.
   */
  record Link(Optional<String> to) implements Part {}

  /** A directory or anything else without bytes. */
  record Empty() implements Part {}

  private ArchiveIndex(FileChannel file) {
    this.file = file;
  }

  /** Reads all headers, no content. */
  static ArchiveIndex read(FileChannel file, NameRules names, Findings findings)
      throws IOException {
    var index = new ArchiveIndex(file);
    var tar = new TarReader(new FileSlice(file, 0, file.size()));
    for (Optional<TarEntry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
      index.count();
      if (names.accept(entry.get())) {
        index.take(entry.get(), tar.position(), findings);
      }
    }
    if (!tar.endMarked()) {
      throw new ArchiveBroken(Why.ENDS_EARLY, file.size());
    }
    return index;
  }

  private void count() throws ArchiveBroken {
    entries++;
    if (entries > MOST_ENTRIES) {
      throw new ArchiveBroken(Why.TOO_MANY, entries);
    }
  }

  private void take(TarEntry entry, long position, Findings findings) {
    if (entry.name().bytes().length <= LONGEST_NAME && entry.name().parts() > 0) {
      String name = entry.name().normal();
      if (parts.put(name, part(entry, position, findings)) != null) {
        repeated.add(name);
      }
    }
  }

  private static Part part(TarEntry entry, long position, Findings findings) {
    return switch (entry.type()) {
      case FILE -> new Content(position, entry.size());
      case SYMLINK -> new Link(target(entry.name().parts() - 1, entry));
      case HARDLINK -> new Link(target(0, entry));
      case DIRECTORY -> new Empty();
      case DEVICE, FIFO, OTHER -> special(entry, findings);
    };
  }

  private static Part special(TarEntry entry, Findings findings) {
    String shown = entry.name().shown();
    findings.add(
        ImageCode.I116.at(
            shown,
            "`" + shown + "` im Archiv ist eine Sonderdatei.",
            "`" + shown + "` in the archive is a special file."));
    return new Empty();
  }

  /** Where a link in a directory of {@code depth} parts leads. */
  private static Optional<String> target(int depth, TarEntry entry) {
    EntryName link = entry.link();
    var path = new ArrayDeque<String>();
    for (int part = 0; part < depth; part++) {
      path.addLast(text(entry.name(), part));
    }
    for (int part = 0; part < link.parts(); part++) {
      boolean up = link.partIs(part, "..");
      if (up && path.pollLast() == null) {
        return Optional.empty();
      }
      if (!up) {
        path.addLast(text(link, part));
      }
    }
    return link.isAbsolute() || link.bytes().length > LONGEST_NAME
        ? Optional.empty()
        : Optional.of(String.join("/", path));
  }

  private static String text(EntryName name, int part) {
    return new String(name.part(part), StandardCharsets.UTF_8);
  }

  boolean has(String name) {
    return parts.containsKey(name);
  }

  /** Whether the archive holds this name twice, so that readers may disagree about it. */
  boolean isRepeated(String name) {
    return repeated.contains(name);
  }

  Optional<Part> find(String name) {
    return Optional.ofNullable(
        parts.get(new EntryName(name.getBytes(StandardCharsets.UTF_8)).normal()));
  }

  /** The content behind a name, links followed; absent if there is none inside. */
  Optional<Content> content(String name) {
    Optional<Part> part = find(name);
    for (int links = 0;
        links < MOST_LINKS && part.isPresent() && part.get() instanceof Link link;
        links++) {
      part = link.to().flatMap(this::find);
    }
    return part.filter(Content.class::isInstance).map(Content.class::cast);
  }

  /** The bytes of a small part. */
  byte[] bytes(Content content) throws IOException {
    return new FileSlice(file, content.position(), content.size()).readNBytes((int) content.size());
  }
}
