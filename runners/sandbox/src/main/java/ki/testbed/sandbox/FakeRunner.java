package ki.testbed.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * A runner of the {@link FakeBackend} as a function: the whole order in, lines on stdout out, exit
 * 0 at the end.
 */
@FunctionalInterface
public interface FakeRunner {
  /** Answers an order; blocking here is a run that goes on. */
  void answer(byte[] order, Consumer<String> stdout) throws InterruptedException;

  /** The same as a program. */
  default FakeProgram program() {
    return self -> {
      answer(wholeOrder(self), self::stdout);
      return 0;
    };
  }

  private static byte[] wholeOrder(FakeProcess self) {
    try {
      return self.stdin().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
