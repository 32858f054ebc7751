package ki.testbed.evaluation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import ki.testbed.harness.Heard;
import ki.testbed.harness.RunBrief;
import ki.testbed.harness.RunWatches;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxStatus;
import ki.testbed.sandbox.SandboxUnreachable;
import org.springframework.stereotype.Component;

/** Looks at the sandbox of a run, and remembers since when it cannot. */
@Component
class Looking {
  private final Engine engine;
  private final RunWatches watches;
  private final LongSupplier nanoTime;
  private final Map<SandboxHandle, Long> silentSince = new ConcurrentHashMap<>();

  Looking(Engine engine, RunWatches watches, LongSupplier nanoTime) {
    this.engine = engine;
    this.watches = watches;
    this.nanoTime = nanoTime;
  }

  /** What is there; first what was heard, so that the engine's word is never the older one. */
  Seen at(RunBrief brief) {
    Heard heard = heardNow(brief);
    try {
      SandboxStatus status = engine.backend().status(brief.handle());
      silentSince.remove(brief.handle());
      return status instanceof SandboxStatus.Gone
          ? new Seen.Absent()
          : new Seen.Present(status, endedIn(status) ? heardNow(brief) : heard);
    } catch (SandboxUnreachable _) {
      return silent(brief.handle());
    }
  }

  /**
   * What has ended stays so, and how it ended is judged by the phase it ended in: so listen once
   * more, to what was said before the end.
   */
  private static boolean endedIn(SandboxStatus status) {
    return status instanceof SandboxStatus.Exited;
  }

  private Heard heardNow(RunBrief brief) {
    return watches.heard(brief.run(), brief.attempt());
  }

  private Seen silent(SandboxHandle handle) {
    long now = nanoTime.getAsLong();
    long since = silentSince.computeIfAbsent(handle, _ -> now);
    return new Seen.Unreachable(Duration.ofNanos(now - since), engine.answers());
  }

  void forget(SandboxHandle handle) {
    silentSince.remove(handle);
  }
}
