package ki.testbed.intake;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The files of all layers so far, as engines overlay them: names, links, modes, no content. A node
 * is a number with four ints here and its name in a table, so that half a million fit into a small
 * process.
 *
 * <p>Nothing is deleted. A node was written at some time (a counter of entries); a directory may
 * hide what below it is older than some time. A node is there if it is not older than what the
 * directories above it hide.
 */
final class MergedTree {
  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final int DIRECTORY_MODE = 0755;
  private static final int LINK_MODE = 0777;
  private static final int REMOVED = -1;

  private final NamePool names;
  private final NodeTable table;
  private final Implied implied;
  private int[] written;
  private int[] hides;
  private int[] meta;
  private int[] target;
  private int now = 1;
  private int layerStart = 1;

  enum Kind {
    DIRECTORY,
    FILE,
    SYMLINK
  }

  /** Told of each directory that no entry made. */
  @FunctionalInterface
  interface Implied {
    void directory() throws IOException;
  }

  /** How an operation ended; only {@link #DONE} changed the tree. */
  enum Placed {
    DONE,
    /** A directory on the way is a symbolic link. */
    THROUGH_LINK,
    /** A directory on the way is a file. */
    BELOW_FILE,
    /** The target of a hard link is no file of the same layer. */
    NO_TARGET
  }

  MergedTree(NamePool names, Implied implied) {
    this.names = names;
    this.table = new NodeTable(names);
    this.implied = implied;
    this.written = new int[table.capacity()];
    this.hides = new int[table.capacity()];
    this.meta = new int[table.capacity()];
    this.target = new int[table.capacity()];
    meta[NodeTable.ROOT] = meta(Kind.DIRECTORY, DIRECTORY_MODE, FileHead.NOTHING);
  }

  void beginLayer() {
    layerStart = ++now;
  }

  Placed directory(EntryName path, int mode) throws IOException {
    return put(path, meta(Kind.DIRECTORY, mode, FileHead.NOTHING), NodeTable.ABSENT);
  }

  Placed file(EntryName path, int mode, int head) throws IOException {
    return put(path, meta(Kind.FILE, mode, head), NodeTable.ABSENT);
  }

  Placed symlink(EntryName path, EntryName to) throws IOException {
    return put(
        path,
        meta(Kind.SYMLINK, LINK_MODE, FileHead.NOTHING),
        names.add(to.bytes(), 0, to.bytes().length));
  }

  Placed hardlink(EntryName path, EntryName to) throws IOException {
    var way = new Way();
    Placed reached = way.look(to, to.parts());
    if (reached == Placed.THROUGH_LINK) {
      return reached;
    }
    boolean ofThisLayer =
        reached == Placed.DONE && way.node != NodeTable.ABSENT && written[way.node] >= layerStart;
    return ofThisLayer && kind(way.node) != Kind.DIRECTORY
        ? put(path, meta[way.node], target[way.node])
        : Placed.NO_TARGET;
  }

  /** Removes what lower layers have at this path. */
  Placed whiteout(EntryName path) {
    var way = new Way();
    Placed reached = way.look(path, path.parts());
    if (reached == Placed.DONE && way.node != NodeTable.ABSENT) {
      removeLower(way.node);
    }
    return reached;
  }

  /** Removes what lower layers have below the directory that holds this path. */
  Placed opaque(EntryName path) {
    var way = new Way();
    Placed reached = way.look(path, path.parts() - 1);
    if (reached == Placed.DONE && way.node != NodeTable.ABSENT) {
      return hideLower(way);
    }
    return reached;
  }

  private Placed hideLower(Way directory) {
    if (!isDirectory(meta[directory.node])) {
      return directory.notDirectory();
    }
    hides[directory.node] = Math.max(hides[directory.node], layerStart);
    return Placed.DONE;
  }

  private void removeLower(int node) {
    if (written[node] >= layerStart) {
      hides[node] = Math.max(hides[node], layerStart);
    } else {
      written[node] = REMOVED;
    }
  }

  private Placed put(EntryName path, int newMeta, int newTarget) throws IOException {
    now++;
    int last = path.parts() - 1;
    if (last < 0) {
      meta[NodeTable.ROOT] = newMeta;
      return Placed.DONE;
    }
    var way = new Way();
    Placed reached = way.make(path, last);
    if (reached == Placed.DONE) {
      replace(way, path, last, newMeta, newTarget);
    }
    return reached;
  }

  private void replace(Way way, EntryName path, int last, int newMeta, int newTarget)
      throws IOException {
    int node = find(way.node, path, last);
    boolean keepsContent =
        node != NodeTable.ABSENT
            && isThere(node, way.hidden)
            && isDirectory(newMeta)
            && isDirectory(meta[node]);
    write(
        node == NodeTable.ABSENT ? add(way.node, path, last) : node,
        newMeta,
        newTarget,
        keepsContent);
  }

  private void write(int node, int newMeta, int newTarget, boolean keepsContent) {
    meta[node] = newMeta;
    target[node] = newTarget;
    written[node] = now;
    hides[node] = keepsContent ? hides[node] : now;
  }

  /** The node of this name, there or not. */
  int child(int directory, byte[] part) {
    return table.find(directory, part, 0, part.length);
  }

  /** Whether it is there, if what is above it hides what is older than {@code hidden}. */
  boolean isThere(int node, int hidden) {
    return written[node] >= hidden;
  }

  int hides(int directory) {
    return hides[directory];
  }

  Kind kind(int node) {
    return KINDS.get(meta[node] & 3);
  }

  int mode(int node) {
    return meta[node] >>> 2 & 07777;
  }

  int head(int node) {
    return meta[node] >>> 14;
  }

  String name(int node) {
    return Shown.of(table.name(node));
  }

  byte[] target(int symlink) {
    return names.get(target[symlink]);
  }

  private static int meta(Kind kind, int mode, int head) {
    return kind.ordinal() | mode << 2 | head << 14;
  }

  private static boolean isDirectory(int meta) {
    return (meta & 3) == Kind.DIRECTORY.ordinal();
  }

  private int find(int directory, EntryName path, int part) {
    return table.find(directory, path.bytes(), path.start(part), path.length(part));
  }

  private int add(int directory, EntryName path, int part) throws IOException {
    int node = table.add(directory, path.bytes(), path.start(part), path.length(part));
    if (node >= written.length) {
      written = Arrays.copyOf(written, table.capacity());
      hides = Arrays.copyOf(hides, table.capacity());
      meta = Arrays.copyOf(meta, table.capacity());
      target = Arrays.copyOf(target, table.capacity());
    }
    return node;
  }

  /** A walk down from the root that follows no link. */
  private final class Way {
    private int node = NodeTable.ROOT;
    private int hidden = hides[NodeTable.ROOT];

    /** Ends at the last of these parts, or absent. */
    Placed look(EntryName path, int parts) {
      for (int part = 0; part < parts && node != NodeTable.ABSENT; part++) {
        if (!isDirectory(meta[node])) {
          return notDirectory();
        }
        int child = find(node, path, part);
        step(child != NodeTable.ABSENT && isThere(child, hidden) ? child : NodeTable.ABSENT);
      }
      return Placed.DONE;
    }

    /**
     * Ends in the directory of these parts; makes what is missing and marks all as part of this
     * layer.
     */
    Placed make(EntryName path, int parts) throws IOException {
      for (int part = 0; part < parts; part++) {
        int child = find(node, path, part);
        boolean there = child != NodeTable.ABSENT && isThere(child, hidden);
        step(there ? child : imply(child == NodeTable.ABSENT ? add(node, path, part) : child));
        if (!isDirectory(meta[node])) {
          return notDirectory();
        }
        written[node] = now;
      }
      return Placed.DONE;
    }

    private void step(int child) {
      node = child;
      hidden = child == NodeTable.ABSENT ? hidden : Math.max(hidden, hides[child]);
    }

    private int imply(int missing) throws IOException {
      implied.directory();
      write(
          missing, meta(Kind.DIRECTORY, DIRECTORY_MODE, FileHead.NOTHING), NodeTable.ABSENT, false);
      return missing;
    }

    private Placed notDirectory() {
      return kind(node) == Kind.SYMLINK ? Placed.THROUGH_LINK : Placed.BELOW_FILE;
    }
  }
}
