package ki.testbed.failpoint;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What happens at a failpoint. */
@FunctionalInterface
public interface Fault {
  /** Exit code of a process that was halted, as after kill -9. */
  int HALTED = 137;

  void happen(String failpoint);

  /** The work stops here. */
  static Fault thrown() {
    return failpoint -> {
      throw new Injected(failpoint);
    };
  }

  /** The process ends at once, without a word. */
  static Fault halt() {
    return _ -> Runtime.getRuntime().halt(HALTED);
  }

  /** The work rests here, and goes on. */
  static Fault delay(Duration time) {
    return _ -> LockSupport.parkNanos(time.toNanos());
  }

  /** A line to somewhere is cut. */
  static Fault cut(Runnable cutting) {
    return _ -> cutting.run();
  }
}
