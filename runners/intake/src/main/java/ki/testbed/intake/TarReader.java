package ki.testbed.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import ki.testbed.intake.ArchiveBroken.Why;
import ki.testbed.intake.TarEntry.Type;

/** Entries of a tar archive one after the other, without ever believing a length. */
final class TarReader {
  private static final int LONGEST_EXTENSION = 1 << 20;
  private static final long LARGEST = Long.MAX_VALUE / 4;

  private final InputStream in;
  private long position;
  private long contentLeft;
  private long padding;
  private boolean endMarked;

  TarReader(InputStream in) {
    this.in = in;
  }

  /** The next entry, absent at the end; what is left of the entry before is skipped. */
  Optional<TarEntry> next() throws IOException {
    skip(contentLeft + padding);
    contentLeft = 0;
    padding = 0;
    var extensions = new Extensions();
    while (true) {
      long start = position;
      Optional<TarHeader> header = header();
      if (header.isEmpty()) {
        requireNothingOpen(extensions, start);
        return Optional.empty();
      }
      if (!extend(extensions, header.get(), start)) {
        return Optional.of(entry(header.get(), extensions, start));
      }
    }
  }

  /** Where the current entry's content starts. */
  long position() {
    return position;
  }

  /** Whether the end was marked as it should be, and did not just come. */
  boolean endMarked() {
    return endMarked;
  }

  /** Reads the first bytes of the current entry's content; returns how many. */
  int head(byte[] into) throws IOException {
    int wanted = (int) Math.min(into.length, contentLeft);
    read(into, wanted);
    contentLeft -= wanted;
    return wanted;
  }

  private Optional<TarHeader> header() throws IOException {
    var block = new byte[TarHeader.BLOCK];
    long start = position;
    int got = readUpTo(block, TarHeader.BLOCK);
    if (got == 0) {
      return Optional.empty();
    }
    if (got < TarHeader.BLOCK) {
      throw new ArchiveBroken(Why.ENDS_EARLY, position, start + TarHeader.BLOCK);
    }
    var header = new TarHeader(block);
    if (header.isZero()) {
      requireSecondZero(start);
      endMarked = true;
      return Optional.empty();
    }
    if (!header.isWhole()) {
      throw new ArchiveBroken(Why.NO_TAR, start);
    }
    return Optional.of(header);
  }

  private void requireSecondZero(long start) throws IOException {
    var block = new byte[TarHeader.BLOCK];
    int got = readUpTo(block, TarHeader.BLOCK);
    if (got == TarHeader.BLOCK && !new TarHeader(block).isZero()) {
      throw new ArchiveBroken(Why.NO_TAR, start);
    }
  }

  private static void requireNothingOpen(Extensions extensions, long at) throws ArchiveBroken {
    if (extensions.open) {
      throw new ArchiveBroken(Why.ENDS_EARLY, at, at + TarHeader.BLOCK);
    }
  }

  /** Takes in a header that only speaks about the next one. */
  private boolean extend(Extensions extensions, TarHeader header, long start) throws IOException {
    switch (header.type()) {
      case 'x' ->
          extensions.pax =
              PaxRecords.parse(content(header, start))
                  .orElseThrow(() -> new ArchiveBroken(Why.NO_TAR, start));
      case 'L' -> extensions.name = untilZero(content(header, start));
      case 'K' -> extensions.link = untilZero(content(header, start));
      case 'g' -> content(header, start);
      default -> {
        return false;
      }
    }
    extensions.open |= header.type() != 'g';
    return true;
  }

  private byte[] content(TarHeader header, long start) throws IOException {
    long size = header.size();
    if (size < 0 || size > LONGEST_EXTENSION) {
      throw new ArchiveBroken(Why.NO_TAR, start);
    }
    var content = new byte[(int) size];
    read(content, content.length);
    skip(toFullBlock(size));
    return content;
  }

  private TarEntry entry(TarHeader header, Extensions extensions, long start) throws IOException {
    byte[] name = extensions.name.length > 0 ? extensions.name : extensions.pax.path(header.name());
    byte[] link =
        extensions.link.length > 0 ? extensions.link : extensions.pax.linkPath(header.link());
    Type type = type(header.type(), name);
    long size = hasContent(type) ? extensions.pax.size(header.size()) : 0;
    long expanded = header.type() == 'S' ? sparse(header) : extensions.pax.expanded(size);
    if (size < 0 || size > LARGEST || expanded < 0) {
      throw new ArchiveBroken(Why.NO_TAR, start);
    }
    contentLeft = size;
    padding = toFullBlock(size);
    boolean isLink = type == Type.SYMLINK || type == Type.HARDLINK;
    return new TarEntry(
        new EntryName(name),
        isLink ? new EntryName(link) : EntryName.EMPTY,
        type,
        header.mode(),
        size,
        Math.max(size, expanded),
        extensions.pax.capabilities(),
        extensions.pax.trusted());
  }

  private long sparse(TarHeader header) throws IOException {
    boolean more = header.sparseGoesOn();
    while (more) {
      var block = new byte[TarHeader.BLOCK];
      read(block, TarHeader.BLOCK);
      more = new TarHeader(block).sparseMapGoesOn();
    }
    return header.sparseSize();
  }

  private static Type type(char flag, byte[] name) {
    return switch (flag) {
      case '\0' -> name.length > 0 && name[name.length - 1] == '/' ? Type.DIRECTORY : Type.FILE;
      case '0', '7' -> Type.FILE;
      case '1' -> Type.HARDLINK;
      case '2' -> Type.SYMLINK;
      case '3', '4' -> Type.DEVICE;
      case '5' -> Type.DIRECTORY;
      case '6' -> Type.FIFO;
      default -> Type.OTHER;
    };
  }

  private static boolean hasContent(Type type) {
    return type == Type.FILE || type == Type.OTHER;
  }

  private static byte[] untilZero(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return Arrays.copyOf(bytes, end);
  }

  private static long toFullBlock(long size) {
    return -size & (TarHeader.BLOCK - 1);
  }

  private void read(byte[] into, int length) throws IOException {
    int got = readUpTo(into, length);
    if (got < length) {
      throw new ArchiveBroken(Why.ENDS_EARLY, position, position - got + length);
    }
  }

  private int readUpTo(byte[] into, int length) throws IOException {
    int got = in.readNBytes(into, 0, length);
    position += got;
    return got;
  }

  private void skip(long count) throws IOException {
    long end = position + count;
    while (position < end) {
      long skipped = in.skip(end - position);
      if (skipped <= 0) {
        throw new ArchiveBroken(Why.ENDS_EARLY, position, end);
      }
      position += skipped;
    }
  }

  /** What headers before an entry say about it. */
  private static final class Extensions {
    private PaxRecords pax = PaxRecords.NONE;
    private byte[] name = {};
    private byte[] link = {};
    private boolean open;
  }
}
