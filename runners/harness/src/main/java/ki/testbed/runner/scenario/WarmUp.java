package ki.testbed.runner.scenario;

import java.util.ArrayDeque;
import ki.testbed.protocol.Grade;

/**
 * Decides when a SUT is steady: three successive pieces agree in their median latency and, in a
 * closed loop, in throughput. An open loop's throughput is the schedule's and says nothing.
 */
public final class WarmUp {
  private static final int PIECES = 3;
  private static final double AGREE = 1.10;

  /**
   * When to stop.
   *
   * @param leastNs shortest time
   * @param leastExchanges fewest answers
   * @param pieceNs shortest piece
   * @param pieceExchanges fewest answers of a piece
   */
  public record Bounds(
      long leastNs, long leastExchanges, long mostNs, long pieceNs, long pieceExchanges) {
    /** The bounds of a grade, with the order's longest time. */
    public static Bounds of(Grade grade, long mostNs) {
      return switch (grade) {
        case FORMAL -> new Bounds(10_000_000_000L, 200, mostNs, 5_000_000_000L, 30);
        case PREVIEW -> new Bounds(10_000_000_000L, 200, mostNs, 2_000_000_000L, 30);
      };
    }
  }

  private record Piece(double medianNs, double perSecond) {}

  private final Bounds bounds;
  private final boolean openLoop;
  private final ArrayDeque<Piece> last = new ArrayDeque<>();
  private long answered;

  /** A decision that was not taken yet. */
  public WarmUp(Bounds bounds, boolean openLoop) {
    this.bounds = bounds;
    this.openLoop = openLoop;
  }

  /** Whether a piece is long enough to be judged. */
  public boolean isPiece(long ns, long exchanges) {
    return ns >= bounds.pieceNs() && exchanges >= bounds.pieceExchanges();
  }

  /** A piece is over. */
  public void piece(long ns, long exchanges, long medianNs) {
    answered += exchanges;
    last.addLast(new Piece(medianNs, exchanges * 1e9 / ns));
    if (last.size() > PIECES) {
      last.removeFirst();
    }
  }

  /** Whether the window may begin, so long after the start. */
  public boolean isOver(long sinceStartNs) {
    return sinceStartNs >= bounds.mostNs()
        || (sinceStartNs >= bounds.leastNs() && answered >= bounds.leastExchanges() && isSteady());
  }

  private boolean isSteady() {
    boolean medians = agree(last.stream().mapToDouble(Piece::medianNs).toArray());
    boolean rates = openLoop || agree(last.stream().mapToDouble(Piece::perSecond).toArray());
    return last.size() == PIECES && medians && rates;
  }

  private static boolean agree(double[] values) {
    double least = Double.MAX_VALUE;
    double most = 0;
    for (double value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return most <= least * AGREE;
  }
}
