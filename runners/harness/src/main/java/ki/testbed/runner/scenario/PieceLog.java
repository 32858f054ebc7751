package ki.testbed.runner.scenario;

import java.util.Arrays;
import ki.testbed.protocol.Pieces;
import ki.testbed.runner.driver.Checked;

/** Pieces of streamed answers in the window, at most so many; for one thread at a time. */
public final class PieceLog {
  private static final double DIFFERS = 0.01;

  private final int most;
  private int[] exchange = new int[1024];
  private long[] at = new long[1024];
  private int[] tokens = new int[1024];
  private int rows;
  private long counted;
  private long claimed;

  /** An empty log. */
  public PieceLog(int most) {
    this.most = most;
  }

  /** Keeps the pieces of an exchange; false if there is no room for them. */
  boolean keep(int row, Checked.Streamed answer, long origin) {
    int n = answer.times().length;
    if (rows + n > most) {
      return false;
    }
    makeRoom(rows + n);
    for (int i = 0; i < n; i++) {
      exchange[rows] = row;
      at[rows] = answer.times()[i] < 0 ? -1 : answer.times()[i] - origin;
      tokens[rows++] = answer.pieceTokens()[i];
    }
    if (answer.tokens() >= 0 && answer.usage() >= 0) {
      counted += answer.tokens();
      claimed += answer.usage();
    }
    return true;
  }

  private void makeRoom(int wanted) {
    if (wanted > exchange.length) {
      int size = Math.max(wanted, exchange.length * 2);
      exchange = Arrays.copyOf(exchange, size);
      at = Arrays.copyOf(at, size);
      tokens = Arrays.copyOf(tokens, size);
    }
  }

  /** All of them. */
  public Pieces pieces() {
    return new Pieces(
        Arrays.copyOf(exchange, rows), Arrays.copyOf(at, rows), Arrays.copyOf(tokens, rows));
  }

  /** Whether the SUT's own count is more than 1 % from ours. */
  public boolean claimDiffers() {
    return Math.abs(claimed - counted) > DIFFERS * counted;
  }

  /** Tokens by our tokenizer, where the SUT counted too. */
  public long counted() {
    return counted;
  }

  /** Tokens by the SUT's own count, where we counted too. */
  public long claimed() {
    return claimed;
  }
}
