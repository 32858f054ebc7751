package ki.testbed.intake;

import java.io.IOException;

/** A stored archive is no longer what its check saw; the message names no path. */
public final class ImageChangedException extends IOException {
  private static final long serialVersionUID = 1L;

  ImageChangedException(String message) {
    super(message);
  }
}
