package ki.testbed.runner.scenario;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import ki.testbed.protocol.Outcome;
import ki.testbed.runner.driver.Checked;
import ki.testbed.runner.driver.Driver;
import ki.testbed.runner.driver.Marks;
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
      new Followed(new Recording(0, false), new LiveFigures(), Optional.empty(), new PieceLog(0));

  /**
   * Whose answers are followed more closely than to be judged.
   *
   * @param answers where its answers are kept
   * @param pieces where the pieces of streamed ones are kept
   */
  private record Followed(
      Recording recording, LiveFigures live, Optional<AnswerIndex> answers, PieceLog pieces) {}

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
  public void follow(
      Recording recording, LiveFigures live, Optional<AnswerIndex> answers, PieceLog pieces) {
    followed = new Followed(recording, live, answers, pieces);
  }

  private void run() {
    while (!stopped) {
      ring.drainTo(this::judge);
      LockSupport.parkNanos(PAUSE_NS);
    }
  }

  private void judge(
      Recording recording, int row, long idHigh, long idLow, byte[] body, Marks marks) {
    Followed now = followed;
    switch (driver.check(body, marks, idHigh, idLow)) {
      case Checked.Good good -> good(now, recording, row, good);
      case Checked.Streamed streamed -> streamed(now, recording, row, streamed);
      case Checked.Bad(Outcome outcome) -> bad(now, recording, row, outcome);
    }
  }

  private static void good(Followed now, Recording recording, int row, Checked.Good good) {
    boolean follows = recording == now.recording();
    recording.judge(
        row, Outcome.OK, follows ? now.answers().map(index -> index.place(good)).orElse(-1) : -1);
  }

  /** Where no pieces are kept, as while warming up, they are passed over. */
  private static void streamed(
      Followed now, Recording recording, int row, Checked.Streamed answer) {
    boolean keeps = recording == now.recording() && now.answers().isPresent();
    if (keeps && !now.pieces().keep(row, answer, recording.origin())) {
      bad(now, recording, row, Outcome.TOO_LARGE);
    } else {
      good(now, recording, row, answer.answer());
      long[] times = answer.times();
      recording.streamed(row, times[0], answer.tokens(), times.length);
    }
  }

  private static void bad(Followed now, Recording recording, int row, Outcome outcome) {
    recording.judge(row, outcome, -1);
    if (recording == now.recording()) {
      now.live().turnedOutBad();
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
