package ki.testbed.intake;

import java.util.Arrays;

/**
 * Numbers for (directory, name); open addressing, so that a node costs two ints, its name and its
 * slots.
 */
final class NodeTable {
  static final int ABSENT = -1;
  static final int ROOT = 0;
  private static final int SLOTS_PER_NODE = 4;

  private final NamePool names;
  private int[] parent = new int[1024];
  private int[] name = new int[1024];
  private int[] slots = new int[SLOTS_PER_NODE * 1024];
  private int nodes = 1;

  NodeTable(NamePool names) {
    this.names = names;
  }

  /** All numbers are below this. */
  int capacity() {
    return parent.length;
  }

  int find(int directory, byte[] bytes, int offset, int length) {
    for (int slot = slot(directory, bytes, offset, length); slots[slot] != 0; slot = next(slot)) {
      int node = slots[slot];
      if (parent[node] == directory && names.is(name[node], bytes, offset, length)) {
        return node;
      }
    }
    return ABSENT;
  }

  /** A new number for what is not there yet. */
  int add(int directory, byte[] bytes, int offset, int length) throws ArchiveBroken {
    int named = names.add(bytes, offset, length);
    if (nodes == parent.length) {
      grow();
    }
    int node = nodes++;
    parent[node] = directory;
    name[node] = named;
    insert(node, slot(directory, bytes, offset, length));
    return node;
  }

  byte[] name(int node) {
    return names.get(name[node]);
  }

  private void insert(int node, int first) {
    int slot = first;
    while (slots[slot] != 0) {
      slot = next(slot);
    }
    slots[slot] = node;
  }

  private void grow() {
    parent = Arrays.copyOf(parent, 2 * nodes);
    name = Arrays.copyOf(name, 2 * nodes);
    slots = new int[SLOTS_PER_NODE * parent.length];
    for (int node = 1; node < nodes; node++) {
      byte[] bytes = name(node);
      insert(node, slot(parent[node], bytes, 0, bytes.length));
    }
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }

  private int slot(int directory, byte[] bytes, int offset, int length) {
    long hash = directory * 0x9E3779B97F4A7C15L;
    for (int i = offset; i < offset + length; i++) {
      hash = (hash ^ bytes[i]) * 0x100000001B3L;
    }
    return (int) ((hash ^ hash >>> 32) * 0x9E3779B97F4A7C15L >>> 40) & (slots.length - 1);
  }
}
