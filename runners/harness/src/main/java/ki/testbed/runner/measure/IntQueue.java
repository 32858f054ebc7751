package ki.testbed.runner.measure;

/** Numbers in order of arrival, at most so many; for one thread. */
final class IntQueue {
  private final int[] ring;
  private int head;
  private int size;

  IntQueue(int most) {
    ring = new int[most];
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  void add(int value) {
    if (size == ring.length) {
      throw new IllegalStateException("full");
    }
    ring[(head + size) % ring.length] = value;
    size++;
  }

  int remove() {
    if (size == 0) {
      throw new IllegalStateException("empty");
    }
    int value = ring[head];
    head = (head + 1) % ring.length;
    size--;
    return value;
  }
}
