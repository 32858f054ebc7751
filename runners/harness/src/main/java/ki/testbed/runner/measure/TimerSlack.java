package ki.testbed.runner.measure;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The kernel's licence to wake a thread late, 50 us by default, set for the calling thread by
 * prctl(2).
 */
final class TimerSlack {
  private static final int PR_SET_TIMERSLACK = 29;
  private static final int PR_GET_TIMERSLACK = 30;

  private TimerSlack() {}

  /**
   * Asks for the least slack and tells what the kernel now grants the calling thread, in
   * nanoseconds; -1 if it does not say.
   */
  @SuppressWarnings("restricted") // native access is what the image's options allow
  static long least() {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor shape =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG);
    var symbol = linker.defaultLookup().find("prctl");
    if (symbol.isEmpty()) {
      return -1;
    }
    MethodHandle prctl =
        linker.downcallHandle(symbol.get(), shape, Linker.Option.firstVariadicArg(1));
    call(prctl, PR_SET_TIMERSLACK, 1);
    return call(prctl, PR_GET_TIMERSLACK, 0);
  }

  private static int call(MethodHandle prctl, int option, long value) {
    try {
      return (int) prctl.invokeExact(option, value, 0L, 0L, 0L);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
