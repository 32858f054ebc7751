package ki.testbed.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import ki.testbed.intake.MergedTree.Placed;
import org.junit.jupiter.api.Test;

class MergedTreeTests {
  private int implied;
  private final MergedTree tree = new MergedTree(new NamePool(10 << 20), () -> implied++);

  @Test
  void aMarkRemovesOnlyWhatLowerLayersHave() throws Exception {
    layer();
    file("d/old");
    layer();
    file("d/new");
    opaque("d");
    assertThat(there("d/old")).isFalse();
    assertThat(there("d/new")).isTrue();
  }

  @Test
  void aRemovedDirectoryMadeAgainIsEmpty() throws Exception {
    layer();
    file("d/deep/old");
    layer();
    whiteout("d");
    assertThat(there("d")).isFalse();
    file("d/new");
    assertThat(there("d/new")).isTrue();
    assertThat(there("d/deep")).isFalse();
    directory("d/deep");
    assertThat(there("d/deep/old")).isFalse();
  }

  @Test
  void aDirectoryOfThisLayerKeepsItsOwnFilesWhenItsNameIsRemoved() throws Exception {
    layer();
    file("d/old");
    layer();
    file("d/new");
    whiteout("d");
    assertThat(there("d/new")).isTrue();
    assertThat(there("d/old")).isFalse();
  }

  @Test
  void aFileInPlaceOfADirectoryTakesItsContentAway() throws Exception {
    layer();
    file("d/old");
    file("d");
    assertThat(there("d/old")).isFalse();
    directory("d");
    assertThat(there("d/old")).isFalse();
  }

  @Test
  void aDirectoryWrittenAgainKeepsItsContent() throws Exception {
    layer();
    file("d/old");
    layer();
    directory("d");
    assertThat(there("d/old")).isTrue();
  }

  @Test
  void somethingBelowARemovedDirectoryStaysRemovedWhenOnlyItsParentReturns() throws Exception {
    layer();
    file("a/b/c/x");
    layer();
    directory("a/b");
    opaque("a");
    assertThat(there("a/b")).isTrue();
    assertThat(there("a/b/c")).isFalse();
  }

  @Test
  void directoriesOnTheWayAreCountedOnce() throws Exception {
    layer();
    file("a/b/c");
    file("a/b/d");
    assertThat(implied).isEqualTo(2);
  }

  @Test
  void linksAreFollowedAsAKernelDoes() throws Exception {
    layer();
    file("usr/bin/python3.11");
    symlink("usr/bin/python3", "python3.11");
    symlink("bin", "usr/bin");
    symlink("opt/run", "/../bin/./python3");
    symlink("up", "usr/bin/../../up2");
    symlink("up2", "/usr");
    assertThat(found("/bin/python3")).isEqualTo("/usr/bin/python3.11");
    assertThat(found("opt/run")).isEqualTo("/usr/bin/python3.11");
    assertThat(found("/up/bin/../bin/python3.11")).isEqualTo("/usr/bin/python3.11");
    assertThat(found("/../../usr")).isEqualTo("/usr");
    assertThat(found("/")).isEqualTo("/");
  }

  @Test
  void linksThatGrowWithoutEndAreNothing() throws Exception {
    layer();
    symlink("a", "b/b/b/b/b/b/b/b");
    symlink("b", "a/a/a/a/a/a/a/a");
    assertThat(there("a")).isFalse();
  }

  @Test
  void hardLinksAreTheFileTheyName() throws Exception {
    layer();
    assertThat(tree.file(EntryName.of("one"), 0755, FileHead.SCRIPT)).isEqualTo(Placed.DONE);
    assertThat(tree.hardlink(EntryName.of("two"), EntryName.of("one"))).isEqualTo(Placed.DONE);
    assertThat(tree.head(PathLookup.find(tree, "two").node())).isEqualTo(FileHead.SCRIPT);
  }

  /** Against a plain map of paths, over random layers of files, directories and marks. */
  @Test
  void itHoldsTheSamePathsAsAMap() throws Exception {
    for (long seed = 1; seed <= 200; seed++) {
      var random = new Random(seed);
      var model = new TreeModel();
      var compared = new MergedTree(new NamePool(10 << 20), () -> {});
      for (int layer = 0; layer < 4; layer++) {
        compared.beginLayer();
        model.beginLayer();
        for (int entry = 0; entry < 12; entry++) {
          apply(random, compared, model);
        }
      }
      for (String path : model.everyPath()) {
        assertThat(!PathLookup.find(compared, path).isAbsent())
            .as("seed %s, path %s", seed, path)
            .isEqualTo(model.has(path));
      }
    }
  }

  private static void apply(Random random, MergedTree tree, TreeModel model) throws Exception {
    var path = new StringBuilder();
    int depth = 1 + random.nextInt(4);
    for (int i = 0; i < depth; i++) {
      path.append(i == 0 ? "" : "/").append((char) ('a' + random.nextInt(3)));
    }
    String name = path.toString();
    switch (random.nextInt(4)) {
      case 0 ->
          assertThat(tree.file(EntryName.of(name), 0644, 0) == Placed.DONE)
              .isEqualTo(model.put(name, false));
      case 1 ->
          assertThat(tree.directory(EntryName.of(name), 0755) == Placed.DONE)
              .isEqualTo(model.put(name, true));
      case 2 -> {
        if (tree.whiteout(EntryName.of(name)) == Placed.DONE) {
          model.whiteout(name);
        }
      }
      default -> {
        if (tree.opaque(EntryName.of(name + "/mark")) == Placed.DONE) {
          model.opaque(name);
        }
      }
    }
  }

  /** Paths with the layer that wrote them last. */
  private static final class TreeModel {
    private record Entry(boolean directory, int layer) {}

    private final TreeMap<String, Entry> entries = new TreeMap<>();
    private final List<String> seen = new ArrayList<>();
    private int layer;

    void beginLayer() {
      layer++;
    }

    boolean put(String path, boolean directory) {
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        String above = path.substring(0, slash);
        Entry entry = entries.getOrDefault(above, new Entry(true, layer));
        if (!entry.directory()) {
          return false;
        }
        write(above, true);
      }
      write(path, directory);
      return true;
    }

    private void write(String path, boolean directory) {
      Entry before = entries.put(path, new Entry(directory, layer));
      if (before != null && !(before.directory() && directory)) {
        below(path).clear();
      }
      seen.add(path);
    }

    void whiteout(String path) {
      Entry entry = entries.get(path);
      if (entry != null) {
        below(path).values().removeIf(lower -> lower.layer() < layer);
        entries.computeIfPresent(path, (_, top) -> top.layer() < layer ? null : top);
      }
    }

    void opaque(String path) {
      below(path).values().removeIf(lower -> lower.layer() < layer);
    }

    private java.util.SortedMap<String, Entry> below(String path) {
      return entries.subMap(path + "/", path + "0");
    }

    boolean has(String path) {
      return entries.containsKey(path);
    }

    List<String> everyPath() {
      return seen;
    }
  }

  private void layer() {
    tree.beginLayer();
  }

  private void file(String path) throws Exception {
    assertThat(tree.file(EntryName.of(path), 0644, FileHead.NOTHING)).isEqualTo(Placed.DONE);
  }

  private void directory(String path) throws Exception {
    assertThat(tree.directory(EntryName.of(path), 0755)).isEqualTo(Placed.DONE);
  }

  private void symlink(String path, String to) throws Exception {
    assertThat(tree.symlink(EntryName.of(path), EntryName.of(to))).isEqualTo(Placed.DONE);
  }

  private void whiteout(String path) {
    assertThat(tree.whiteout(EntryName.of(path))).isEqualTo(Placed.DONE);
  }

  private void opaque(String path) {
    assertThat(tree.opaque(EntryName.of(path + "/mark"))).isEqualTo(Placed.DONE);
  }

  private boolean there(String path) {
    return !PathLookup.find(tree, path).isAbsent();
  }

  private String found(String path) {
    return PathLookup.find(tree, path).path();
  }
}
