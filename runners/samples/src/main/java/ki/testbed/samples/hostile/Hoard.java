package ki.testbed.samples.hostile;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes what there is only so much of, and never gives it back. */
final class Hoard {
  private static final long STEP = 4 << 20;
  private static final int KERNEL_OBJECTS = 2000;
  private static final int IPC_CREAT = 01000;
  private static final int O_CREAT_RDWR = 0102;
  private static final int ALL_EVENTS = 0xfff;
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final List<FileInputStream> OPEN = new ArrayList<>();

  private Hoard() {}

  static void memory() {
    while (true) {
      Kernel.take(STEP);
    }
  }

  static void descriptors() {
    try {
      while (true) {
        OPEN.add(new FileInputStream("/dev/null"));
      }
    } catch (IOException e) {
      System.out.println("no more descriptors after " + OPEN.size());
    }
  }

  static void memoryFiles() {
    byte[] block = new byte[1 << 20];
    long name = Kernel.text("hoard");
    long bytes = java.lang.foreign.Arena.global().allocate(block.length).address();
    for (int i = 0; ; i++) {
      long file = Kernel.call(Kernel.MEMFD_CREATE, name, 0);
      for (int j = 0; j < 8; j++) {
        Kernel.call(Kernel.WRITE, file, bytes, block.length);
      }
    }
  }

  static void sharedSegments() {
    System.out.println(
        "mq_open: " + Kernel.call(Kernel.MQ_OPEN, Kernel.text("q"), O_CREAT_RDWR, 0600, 0));
    while (true) {
      long segment = Kernel.call(Kernel.SHMGET, 0, STEP, IPC_CREAT | 0600);
      long at = segment < 0 ? segment : Kernel.call(Kernel.SHMAT, segment, 0, 0);
      if (at < 0) {
        System.out.println("shm: " + at);
        memory();
      }
      java.lang.foreign.MemorySegment.ofAddress(at).reinterpret(STEP).fill((byte) 1);
    }
  }

  static void kernelObjects() {
    long here = Kernel.text("/tmp");
    long watcher = Kernel.call(Kernel.INOTIFY_INIT1, 0);
    for (int i = 0; i < KERNEL_OBJECTS; i++) {
      Kernel.call(Kernel.MMAP, 0, 4096, 0, 0x22, -1, 0);
      Kernel.call(Kernel.INOTIFY_ADD_WATCH, watcher, here, ALL_EVENTS);
      Kernel.call(Kernel.SOCKET, AF_NETLINK, SOCK_RAW, 0);
    }
  }
}
