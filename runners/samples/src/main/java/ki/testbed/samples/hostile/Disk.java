package ki.testbed.samples.hostile;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Acts with files. */
final class Disk {
  private static final int FILES = 100_000;
  private static final long SPARSE = 1_000_000_000_000L;
  private static final byte[] BLOCK = new byte[1 << 20];

  private Disk() {}

  private static IOException write(String file) {
    try (var out = Files.newOutputStream(Path.of(file))) {
      while (true) {
        out.write(BLOCK);
      }
    } catch (IOException e) {
      return e;
    }
  }

  /** Fills, then waits without serving. */
  static void fillBoth() {
    System.out.println(write("/tmp/fill"));
    System.out.println(write("/dev/shm/fill"));
    Processes.sleepForEver();
  }

  static void fillOrEnd(String file) {
    System.out.println(write(file));
    Runtime.getRuntime().halt(1);
  }

  static void fillQuietly(String file) {
    System.out.println(write(file));
  }

  static void manyFiles() {
    try {
      for (int i = 0; i < FILES; i++) {
        Files.createFile(Path.of("/tmp/f" + i));
      }
    } catch (IOException e) {
      System.out.println(e);
      Runtime.getRuntime().halt(1);
    }
    Processes.sleepForEver();
  }

  static void syncStorm() {
    try (var file = new RandomAccessFile("/tmp/sync", "rw")) {
      while (true) {
        file.seek(0);
        file.write(BLOCK, 0, 4096);
        file.getFD().sync();
      }
    } catch (IOException e) {
      System.out.println(e);
    }
  }

  static void sparse() {
    try (var file = new RandomAccessFile("/tmp/sparse", "rw")) {
      file.setLength(SPARSE);
      System.out.println("sparse file of " + file.length());
    } catch (IOException e) {
      System.out.println(e);
    }
  }

  static void slowTheSecondTime() {
    Path trace = Path.of("/tmp/was-here");
    if (Files.exists(trace)) {
      Processes.pause(Duration.ofMinutes(1));
    }
    try {
      Files.createFile(trace);
    } catch (IOException e) {
      System.out.println(e);
    }
  }

  static void rewriteItself() {
    Path program = Path.of("/proc/self/exe");
    try {
      Files.write(program.toRealPath(), BLOCK);
      System.out.println("rewritten");
    } catch (IOException e) {
      System.out.println("rewrite: " + e);
    }
    try {
      Path copy = Files.copy(program, Path.of("/tmp/copy"));
      var _ = copy.toFile().setExecutable(true);
      new ProcessBuilder(copy.toString(), "--version").inheritIO().start();
      System.out.println("started a copy");
    } catch (IOException e) {
      System.out.println("copy: " + e);
    }
  }
}
