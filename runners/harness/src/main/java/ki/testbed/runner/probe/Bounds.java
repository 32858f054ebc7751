package ki.testbed.runner.probe;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Limits as they are felt: each is used up, and where that ended is what is seen. */
final class Bounds {
  private static final Path FOLDER = Path.of("/tmp/probe-bounds");
  private static final int PIECE = 1 << 16;
  private static final long MOST_BYTES = 64L << 20;
  private static final int MOST_FILES = 50_000;
  private static final int MOST_THREADS = 2_000;

  private Bounds() {}

  static Map<String, String> felt(SystemCalls calls) {
    Map<String, String> seen = new LinkedHashMap<>();
    long[] root = calls.fileSystem("/");
    seen.put("disk.free.mib", Long.toString(root[1] * root[0] >> 20));
    seen.put("disk.free.files", root[2] == 0 ? "unbounded" : Long.toString(root[3]));
    seen.put("bound.memory", first("memory.max", "memory/memory.limit_in_bytes"));
    seen.put("bound.pids", first("pids.max", "pids/pids.max"));
    seen.put("bound.cpu", cpu());
    seen.put("felt./tmp.bytes", bytes());
    seen.put("felt./tmp.files", files());
    seen.put("felt.threads", threads());
    return seen;
  }

  private static String first(String unified, String classic) {
    String value = Lines.one("/sys/fs/cgroup/" + unified);
    return value.equals("absent") ? Lines.one("/sys/fs/cgroup/" + classic) : value;
  }

  /** Quota and period, as version 2 writes them. */
  private static String cpu() {
    String unified = Lines.one("/sys/fs/cgroup/cpu.max");
    return unified.equals("absent")
        ? Lines.one("/sys/fs/cgroup/cpu/cpu.cfs_quota_us")
            + " "
            + Lines.one("/sys/fs/cgroup/cpu/cpu.cfs_period_us")
        : unified;
  }

  private static String bytes() {
    Path file = Path.of("/tmp/probe-bytes");
    long written = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      var piece = new byte[PIECE];
      while (written < MOST_BYTES) {
        out.write(piece);
        written += PIECE;
      }
      return "no bound before " + MOST_BYTES;
    } catch (IOException _) {
      return "bounded";
    } finally {
      file.toFile().delete();
    }
  }

  private static String files() {
    int made = 0;
    try {
      Files.createDirectories(FOLDER);
      while (made < MOST_FILES) {
        Files.createFile(FOLDER.resolve(Integer.toString(made)));
        made++;
      }
      return "no bound before " + MOST_FILES;
    } catch (IOException _) {
      return made > 19_000 ? "bounded" : "bounded at " + made;
    } finally {
      remove(made);
    }
  }

  private static void remove(int made) {
    for (int file = 0; file < made; file++) {
      FOLDER.resolve(Integer.toString(file)).toFile().delete();
    }
    FOLDER.toFile().delete();
  }

  /** Threads count as processes do. */
  private static String threads() {
    var release = new CountDownLatch(1);
    List<Thread> started = new ArrayList<>();
    try {
      while (started.size() < MOST_THREADS) {
        started.add(Thread.ofPlatform().daemon().stackSize(PIECE).start(() -> await(release)));
      }
      return "no bound before " + MOST_THREADS;
    } catch (OutOfMemoryError _) {
      return "bounded";
    } finally {
      release.countDown();
    }
  }

  private static void await(CountDownLatch release) {
    try {
      release.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
