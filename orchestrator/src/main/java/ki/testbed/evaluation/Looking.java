package ki.testbed.evaluation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import ki.testbed.harness.Heard;
import ki.testbed.harness.RunBrief;
import ki.testbed.harness.RunWatch;
import ki.testbed.harness.RunWatches;
import ki.testbed.harness.Strain;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxStatus;
import ki.testbed.sandbox.SandboxUnreachable;
import org.springframework.stereotype.Component;

/**
 * Looks at the sandbox of a run, and remembers since when it cannot, or since when a part ended.
 */
@Component
class Looking {
  private final Engine engine;
  private final RunWatches watches;
  private final LongSupplier nanoTime;
  private final Duration hearOut;
  private final Map<SandboxHandle, Long> silentSince = new ConcurrentHashMap<>();
  private final Map<SandboxHandle, Long> endedSince = new ConcurrentHashMap<>();

  Looking(Engine engine, RunWatches watches, LongSupplier nanoTime, EvaluationProperties settings) {
    this.engine = engine;
    this.watches = watches;
    this.nanoTime = nanoTime;
    this.hearOut = settings.hearOut();
  }

  /**
   * What is there; first what was heard, so that the engine's word is never the older one. What has
   * ended stays so, and what was said before that is worth listening to once more.
   */
  Seen at(RunBrief brief) {
    Heard heard = heardNow(brief);
    try {
      SandboxStatus status = engine.backend().status(brief.handle());
      silentSince.remove(brief.handle());
      return switch (status) {
        case SandboxStatus.Gone _ -> new Seen.Absent();
        case SandboxStatus.Exited _ -> ended(brief, status);
        case SandboxStatus.Pending _, SandboxStatus.Ready _ ->
            new Seen.Present(status, heard, false, strain(brief));
      };
    } catch (SandboxUnreachable _) {
      return silent(brief.handle());
    }
  }

  private Seen ended(RunBrief brief, SandboxStatus status) {
    boolean waited = since(endedSince, brief.handle()).compareTo(hearOut) >= 0;
    Heard heard = heardNow(brief);
    return new Seen.Present(status, heard, waited || heard.complete(), strain(brief));
  }

  private Heard heardNow(RunBrief brief) {
    return watches.heard(brief.run(), brief.attempt());
  }

  private Strain strain(RunBrief brief) {
    return watches.find(brief.run(), brief.attempt()).map(RunWatch::strain).orElse(Strain.NONE);
  }

  private Seen silent(SandboxHandle handle) {
    return new Seen.Unreachable(since(silentSince, handle), engine.answers());
  }

  private Duration since(Map<SandboxHandle, Long> first, SandboxHandle handle) {
    long now = nanoTime.getAsLong();
    return Duration.ofNanos(now - first.computeIfAbsent(handle, _ -> now));
  }

  void forget(SandboxHandle handle) {
    silentSince.remove(handle);
    endedSince.remove(handle);
  }
}
