package ki.testbed.runner.measure;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** Pauses of the garbage collector, by the JVM's own notifications (millisecond resolution). */
public final class GcPauses {
  private int count;
  private long maxNs;
  private long totalNs;

  /** What came since the last reset. */
  public record Figures(int count, long maxNs, long totalNs) {}

  /** Starts listening; only to collectors whose collections stop the program. */
  public static GcPauses listening() {
    GcPauses pauses = new GcPauses();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      boolean concurrent =
          collector.getName().contains("Cycles") || collector.getName().contains("Concurrent");
      if (!concurrent && collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener((note, _) -> pauses.noted(note), null, null);
      }
    }
    return pauses;
  }

  private void noted(Notification note) {
    if (note.getUserData() instanceof CompositeData data
        && note.getType()
            .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      add(
          TimeUnit.MILLISECONDS.toNanos(
              GarbageCollectionNotificationInfo.from(data).getGcInfo().getDuration()));
    }
  }

  private synchronized void add(long ns) {
    count++;
    maxNs = Math.max(maxNs, ns);
    totalNs += ns;
  }

  synchronized void reset() {
    count = 0;
    maxNs = 0;
    totalNs = 0;
  }

  synchronized Figures figures() {
    return new Figures(count, maxNs, totalNs);
  }
}
