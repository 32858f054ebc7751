package ki.testbed.sandbox.docker;

import java.io.IOException;
import java.io.InputStream;

/** The order's own stream failed, which is not the engine's doing. */
final class UnreadableOrder extends Exception {
  private static final long serialVersionUID = 1L;

  private UnreadableOrder(String message) {
    super(message);
  }

  /** Reads at least one byte. */
  static int read(InputStream order, byte[] buffer, int most) throws UnreadableOrder {
    try {
      int read = order.read(buffer, 0, most);
      if (read < 0) {
        throw new UnreadableOrder("the order ends before its length");
      }
      return read;
    } catch (IOException e) {
      throw new UnreadableOrder(
          "the order cannot be read: " + Words.clean(String.valueOf(e.getMessage())));
    }
  }
}
