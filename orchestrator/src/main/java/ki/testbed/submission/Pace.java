package ki.testbed.submission;

import java.util.function.LongSupplier;
import ki.testbed.submission.UploadProblem.Code;

/** Gives up a sender that holds a connection with next to nothing to say. */
final class Pace {
  private final LongSupplier nanoTime;
  private final long windowNs;
  private final long least;
  private long windowStart;
  private long inWindow;

  Pace(SubmissionProperties.Uploads bounds, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.windowNs = bounds.window().toNanos();
    this.least = bounds.slowest().toBytes() * bounds.window().toSeconds();
    this.windowStart = nanoTime.getAsLong();
  }

  /**
   * Counts bytes.
   *
   * @throws UploadProblem TOO_SLOW if a window passed with too few
   */
  void received(int bytes) {
    inWindow += bytes;
    long now = nanoTime.getAsLong();
    if (now - windowStart < windowNs) {
      return;
    }
    if (inWindow < least) {
      throw new UploadProblem(Code.TOO_SLOW);
    }
    windowStart = now;
    inWindow = 0;
  }
}
