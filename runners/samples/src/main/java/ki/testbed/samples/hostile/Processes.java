package ki.testbed.samples.hostile;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Acts with processes and signals. */
final class Processes {
  private static final int ZOMBIES = 60;
  private static final long HUNGRY_STEP = 32 << 20;

  private Processes() {}

  static void bomb() {
    while (true) {
      Kernel.fork();
    }
  }

  static void hungryChild() {
    if (Kernel.fork() == 0) {
      while (true) {
        Kernel.take(HUNGRY_STEP);
      }
    }
  }

  static void burn() {
    for (int i = 1; i < Runtime.getRuntime().availableProcessors(); i++) {
      Thread.ofPlatform().daemon().start(Processes::spin);
    }
    spin();
  }

  private static void spin() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  /** The JVM has a handler for it; a second signal inside that handler kills. */
  static void segfault() {
    for (long address = 0; ; address += 8) {
      java.lang.foreign.MemorySegment.ofAddress(address)
          .reinterpret(8)
          .set(java.lang.foreign.ValueLayout.JAVA_LONG, 0, 1);
    }
  }

  static void beDeaf() {
    Runtime.getRuntime().addShutdownHook(new Thread(Processes::sleepForEver));
  }

  static void zombies() {
    for (int i = 0; i < ZOMBIES; i++) {
      if (Kernel.fork() == 0) {
        Kernel.call(Kernel.EXIT, 0);
      }
    }
  }

  /** Ends with 1 if it must not be traced; else its parent takes it for ended while it lives. */
  static void ghost() {
    long traced = Kernel.call(Kernel.PTRACE, 0);
    System.out.println("ptrace: " + traced);
    if (traced < 0) {
      Runtime.getRuntime().halt(1);
    }
    Kernel.raise(Kernel.SIGTRAP);
    sleepForEver();
  }

  static void daemonise() {
    if (Kernel.fork() == 0) {
      while (true) {
        Kernel.take(0); // fails at once: stays and does nothing
      }
    }
    Runtime.getRuntime().halt(0);
  }

  static void sleepForEver() {
    var never = new CountDownLatch(1);
    while (true) {
      try {
        never.await();
      } catch (InterruptedException _) {
        System.out.println("interrupted, still waiting");
      }
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
