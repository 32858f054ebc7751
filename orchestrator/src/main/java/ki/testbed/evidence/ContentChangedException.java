package ki.testbed.evidence;

import java.io.IOException;
import ki.testbed.protocol.Sha256;

/** Bytes that are not the announced ones. */
public final class ContentChangedException extends IOException {
  private static final long serialVersionUID = 1L;

  ContentChangedException(Sha256 expected, Sha256 found) {
    super("expected " + expected.prefixed() + ", found " + found.prefixed());
  }
}
