package ki.testbed.evaluation;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import ki.testbed.TestDatabase;

/**
 * What this process holds while nothing runs: after work it must hold about as much as before.
 * Connections to the database are a pool's business and not counted, nor are the threads that come
 * and go with a look at everything.
 *
 * @param heap bytes in use after a collection
 * @param threads names of those with a name, virtual ones too
 * @param descriptors open files, pipes and sockets but those of TCP
 */
record RestingProcess(long heap, List<String> threads, long descriptors) {
  private static final long HEAP = 32 << 20;
  private static final int THREADS = 2;
  private static final int DESCRIPTORS = 5;
  private static final Duration SETTLING = Duration.ofSeconds(15);

  private static final Path FOLDER = TestDatabase.temporaryFolder("threads");
  private static final Pattern THREAD = Pattern.compile("^#\\d+ \"([^\"]+)\"");
  private static final Pattern PASSING =
      Pattern.compile("(worker-|ForkJoinPool|HikariPool|pool-|lane-|Cleaner|PostgreSQL).*");

  static RestingProcess now() {
    System.gc();
    return new RestingProcess(used(), named(), open());
  }

  private static long used() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static List<String> named() {
    Path dump = FOLDER.resolve("dump.txt");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
      List<String> names =
          Files.readAllLines(dump).stream()
              .map(THREAD::matcher)
              .filter(line -> line.find())
              .map(line -> line.group(1))
              .filter(name -> !PASSING.matcher(name).matches())
              .sorted()
              .toList();
      Files.delete(dump);
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long open() {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      Set<String> tcp = tcp();
      return files.map(RestingProcess::target).filter(target -> !tcp.contains(target)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException _) {
      return "closed meanwhile";
    }
  }

  /** By the tenth field of the kernel's tables, see proc(5). */
  private static Set<String> tcp() throws IOException {
    var sockets = new HashSet<String>();
    for (String table : List.of("tcp", "tcp6")) {
      Files.readAllLines(Path.of("/proc/self/net", table)).stream()
          .map(line -> line.strip().split("\\s+"))
          .filter(fields -> fields.length > 9)
          .forEach(fields -> sockets.add("socket:[" + fields[9] + "]"));
    }
    return sockets;
  }

  /** What there is more of, once it has had some time to settle. */
  List<String> different() {
    long end = System.nanoTime() + SETTLING.toNanos();
    List<String> different = compared(now());
    while (!different.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      different = compared(now());
    }
    return different;
  }

  private List<String> compared(RestingProcess later) {
    var different = new ArrayList<String>();
    if (later.heap - heap > HEAP) {
      different.add("heap grew from " + heap + " to " + later.heap + " bytes");
    }
    var more = new ArrayList<>(later.threads);
    threads.forEach(more::remove);
    if (later.threads.size() - threads.size() > THREADS) {
      different.add("more threads: " + more);
    }
    if (later.descriptors - descriptors > DESCRIPTORS) {
      different.add("descriptors grew from " + descriptors + " to " + later.descriptors);
    }
    return different;
  }
}
