package ki.testbed.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds what a kernel would find at a path inside the image: links followed, {@code ..} stopped at
 * the root.
 */
final class PathLookup {
  private static final int MOST_LINKS = 40;
  private static final int MOST_PARTS = 100_000;
  private static final int EXECUTE_OTHERS = 1;

  private final MergedTree tree;
  private final Deque<byte[]> ahead = new ArrayDeque<>();
  private final List<Step> way = new ArrayList<>();
  private int links;
  private boolean open = true;

  /** A node on the way, and what the directories down to it hide. */
  private record Step(int node, int hidden) {}

  /**
   * What is at the end.
   *
   * @param node {@link NodeTable#ABSENT} if nothing
   * @param path without links
   * @param open whether everybody may pass all directories above it
   */
  record Found(int node, String path, boolean open) {
    boolean isAbsent() {
      return node == NodeTable.ABSENT;
    }
  }

  private PathLookup(MergedTree tree) {
    this.tree = tree;
    toRoot();
  }

  static Found find(MergedTree tree, String path) {
    return new PathLookup(tree).walk(EntryName.of(path));
  }

  private Found walk(EntryName path) {
    push(path);
    while (!ahead.isEmpty()) {
      if (ahead.size() > MOST_PARTS || links > MOST_LINKS || !step(ahead.removeFirst())) {
        return new Found(NodeTable.ABSENT, "", open);
      }
    }
    return new Found(here().node(), shown(), open);
  }

  private boolean step(byte[] part) {
    if (tree.kind(here().node()) != MergedTree.Kind.DIRECTORY) {
      return false;
    }
    open &= (tree.mode(here().node()) & EXECUTE_OTHERS) != 0;
    return isUp(part) ? up() : down(part);
  }

  private boolean up() {
    if (way.size() > 1) {
      way.removeLast();
    }
    return true;
  }

  private boolean down(byte[] part) {
    int child = tree.child(here().node(), part);
    if (child == NodeTable.ABSENT || !tree.isThere(child, here().hidden())) {
      return false;
    }
    if (tree.kind(child) == MergedTree.Kind.SYMLINK) {
      follow(new EntryName(tree.target(child)));
    } else {
      way.add(new Step(child, Math.max(here().hidden(), tree.hides(child))));
    }
    return true;
  }

  private void follow(EntryName target) {
    links++;
    if (target.isAbsolute()) {
      toRoot();
    }
    push(target);
  }

  private void push(EntryName path) {
    for (int part = path.parts() - 1; part >= 0; part--) {
      ahead.addFirst(path.part(part));
    }
  }

  private void toRoot() {
    way.clear();
    way.add(new Step(NodeTable.ROOT, tree.hides(NodeTable.ROOT)));
  }

  private Step here() {
    return way.getLast();
  }

  private String shown() {
    return way.stream()
        .skip(1)
        .map(step -> tree.name(step.node()))
        .collect(Collectors.joining("/", "/", ""));
  }

  private static boolean isUp(byte[] part) {
    return part.length == 2 && part[0] == '.' && part[1] == '.';
  }
}
