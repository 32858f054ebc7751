package ki.testbed.runner.scenario;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import ki.testbed.protocol.Outcome;
import ki.testbed.runner.driver.Checked;
import ki.testbed.runner.driver.Driver;
import ki.testbed.runner.measure.BodyRing;
import ki.testbed.runner.measure.LiveFigures;
import ki.testbed.runner.measure.Recording;

/** The thread that judges bodies, beside the measured path. */
public final class Checking implements AutoCloseable {
  private static final long PAUSE_NS = 1_000_000;

  private final BodyRing ring;
  private final Driver driver;
  private volatile boolean stopped;
  private volatile Followed followed =
      new Followed(new Recording(0, false), new LiveFigures(), Optional.empty());

  /**
   * Whose answers are followed more closely than to be judged.
   *
   * @param answers where its answers are kept
   */
  private record Followed(Recording recording, LiveFigures live, Optional<AnswerIndex> answers) {}

  /** Starts the thread. */
  public Checking(BodyRing ring, Driver driver) {
    this.ring = ring;
    this.driver = driver;
    Thread.ofPlatform().name("checker").daemon().start(this::run);
  }

  /**
   * From now on this recording's failures show up in its live figures, and its answers in the
   * index; all bodies are judged.
   */
  public void follow(Recording recording, LiveFigures live, Optional<AnswerIndex> answers) {
    followed = new Followed(recording, live, answers);
  }

  private void run() {
    while (!stopped) {
      ring.drainTo(this::judge);
      LockSupport.parkNanos(PAUSE_NS);
    }
  }

  private void judge(Recording recording, int row, long idHigh, long idLow, byte[] body) {
    Followed now = followed;
    boolean follows = recording == now.recording();
    switch (driver.check(body, idHigh, idLow)) {
      case Checked.Good good ->
          recording.judge(
              row,
              Outcome.OK,
              follows ? now.answers().map(index -> index.place(good)).orElse(-1) : -1);
      case Checked.Bad(Outcome outcome) -> {
        recording.judge(row, outcome, -1);
        if (follows) {
          now.live().turnedOutBad();
        }
      }
    }
  }

  /** Waits until all bodies so far are judged. */
  public void await() {
    while (!ring.isDrained()) {
      LockSupport.parkNanos(PAUSE_NS);
    }
  }

  @Override
  public void close() {
    stopped = true;
  }
}
