package ki.testbed.runner.measure;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/** Preliminary figures for watching a run; results never come from here. */
public final class LiveFigures {
  private static final long MOST_NS = 3_600_000_000_000L;

  private final SingleWriterRecorder latencies = new SingleWriterRecorder(MOST_NS, 2);
  private final SingleWriterRecorder lags = new SingleWriterRecorder(MOST_NS, 2);
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong ok = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicInteger inFlight = new AtomicInteger();
  private Histogram total = new Histogram(MOST_NS, 2);
  private Histogram recent = new Histogram(MOST_NS, 2);
  private Histogram totalLag = new Histogram(MOST_NS, 2);

  /**
   * A look at the figures.
   *
   * @param sent exchanges that left
   * @param lagP99Ns taken up minus scheduled
   */
  public record Look(
      long sent, long ok, long failed, int inFlight, long p50Ns, long p99Ns, long lagP99Ns) {}

  /**
   * A piece of time.
   *
   * @param count answers with status 200 in it
   */
  public record Recent(long count, long medianNs) {}

  void sent() {
    sent.incrementAndGet();
    inFlight.incrementAndGet();
  }

  void landed(long latencyNs) {
    inFlight.decrementAndGet();
    ok.incrementAndGet();
    latencies.recordValue(Math.clamp(latencyNs, 0, MOST_NS));
  }

  void landedBadly() {
    inFlight.decrementAndGet();
    failed.incrementAndGet();
  }

  void neverSent() {
    failed.incrementAndGet();
  }

  void lag(long ns) {
    lags.recordValue(Math.clamp(ns, 0, MOST_NS));
  }

  /** An answer that looked well turned out wrong. */
  public void turnedOutBad() {
    ok.decrementAndGet();
    failed.incrementAndGet();
  }

  /** The figures now. */
  public synchronized Look look() {
    absorb();
    return new Look(
        sent.get(),
        ok.get(),
        failed.get(),
        inFlight.get(),
        total.getValueAtPercentile(50),
        total.getValueAtPercentile(99),
        totalLag.getValueAtPercentile(99));
  }

  /** What came since the last call. */
  public synchronized Recent takeRecent() {
    absorb();
    Recent taken = new Recent(recent.getTotalCount(), recent.getValueAtPercentile(50));
    recent.reset();
    return taken;
  }

  /** How many came since the last {@link #takeRecent}. */
  public synchronized long recentCount() {
    absorb();
    return recent.getTotalCount();
  }

  private void absorb() {
    Histogram interval = latencies.getIntervalHistogram();
    total.add(interval);
    recent.add(interval);
    totalLag.add(lags.getIntervalHistogram());
  }
}
