package ki.testbed.harness;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import ki.testbed.sandbox.SandboxBackend;
import org.springframework.stereotype.Component;

/** The runs this process follows. */
@Component
public class RunWatches {
  private final HarnessProperties settings;
  private final LongSupplier nanoTime;
  private final Map<UUID, RunWatch> watches = new ConcurrentHashMap<>();

  RunWatches(HarnessProperties settings, LongSupplier nanoTime) {
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  /**
   * Follows an attempt from its first event on, again if it was followed before.
   *
   * @param stirred called when something happened that may ask for a decision
   */
  public void follow(SandboxBackend backend, RunBrief brief, Runnable stirred) {
    var check = new EventCheck(brief.run(), brief.attempt(), settings.stdout().toBytes());
    var stream = new EventStream(check, nanoTime, stirred);
    var follower = backend.events(brief.handle(), stream);
    Optional<RunWatch> known = find(brief.run(), brief.attempt());
    if (known.isPresent()) {
      known.get().follow(stream, follower);
      return;
    }
    unfollow(brief.run());
    var usage =
        UsageLog.start(backend, brief.handle(), settings.sampling(), settings.slowSampling());
    watches.put(brief.run(), new RunWatch(brief, usage, stream, follower));
  }

  /** What is heard of an attempt. */
  public Heard heard(UUID run, int attempt) {
    return find(run, attempt).map(RunWatch::heard).orElseGet(Heard::nothing);
  }

  /** The watch of an attempt. */
  public Optional<RunWatch> find(UUID run, int attempt) {
    return Optional.ofNullable(watches.get(run))
        .filter(watch -> watch.brief().attempt() == attempt);
  }

  /** The watch of a run. */
  public Optional<RunWatch> find(UUID run) {
    return Optional.ofNullable(watches.get(run));
  }

  /** All of them. */
  public Collection<RunWatch> all() {
    return List.copyOf(watches.values());
  }

  /** Stops following a run. */
  public void unfollow(UUID run) {
    Optional.ofNullable(watches.remove(run)).ifPresent(RunWatch::close);
  }

  /** Stops following everything; what runs goes on. */
  public void unfollowAll() {
    List.copyOf(watches.keySet()).forEach(this::unfollow);
  }
}
