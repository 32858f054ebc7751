package ki.testbed.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** Switches of the {@link FakeBackend}: everything an engine can do to us. */
public final class FakeFaults {
  private final AtomicReference<Optional<RuntimeException>> nextCreate =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<RuntimeException>> nextAnswer =
      new AtomicReference<>(Optional.empty());
  private final Set<SandboxHandle> silent = ConcurrentHashMap.newKeySet();
  private final Set<SandboxHandle> ghosts = ConcurrentHashMap.newKeySet();
  private final Map<SandboxHandle, List<String>> survivors = new ConcurrentHashMap<>();
  private volatile List<Deviation> weaknesses = List.of();
  private final List<FakeFollower> followers = new CopyOnWriteArrayList<>();
  private volatile boolean away;

  FakeFaults() {}

  /** The next create makes nothing and fails like this. */
  public void failNextCreate(RuntimeException failure) {
    nextCreate.set(Optional.of(failure));
  }

  /** The next create makes the sandbox, but its caller does not hear of it. */
  public void loseNextCreateAnswer() {
    nextAnswer.set(Optional.of(new SandboxUnreachable("the engine did not answer in time")));
  }

  /** The engine is away, or back; what runs goes on. */
  public void engineAway(boolean away) {
    this.away = away;
    if (away) {
      breakFollowers();
    }
  }

  /** The engine does not answer for this sandbox any more, for all others it does. */
  public void hang(SandboxHandle handle) {
    silent.add(handle);
  }

  /** It answers again. */
  public void unhang(SandboxHandle handle) {
    silent.remove(handle);
  }

  /** Processes of this sandbox outlive its containers: it cannot be removed. */
  public void ghost(SandboxHandle handle) {
    ghosts.add(handle);
  }

  /** The ghosts of this sandbox are gone. */
  public void exorcise(SandboxHandle handle) {
    ghosts.remove(handle);
  }

  /** Processes of this sandbox outlive its containers; the reaper ends them when it is removed. */
  public void leaveBehind(SandboxHandle handle, String... names) {
    survivors.put(handle, List.of(names));
  }

  /** From now on this is what proofs of the node find wrong; nothing, if it is empty. */
  public void weaken(Deviation... deviations) {
    weaknesses = List.of(deviations);
  }

  Leftovers leftovers(SandboxHandle handle) {
    return Optional.ofNullable(survivors.remove(handle))
        .map(names -> new Leftovers(names, 1))
        .orElse(Leftovers.NONE);
  }

  /** What a proof says now. */
  public NodeProof proof(BackendFacts.Tier tier) {
    var seen = new TreeMap<String, String>();
    weaknesses.forEach(weakness -> seen.put(weakness.name(), weakness.seen()));
    return new NodeProof(tier, seen, weaknesses);
  }

  /** All followers of events break off; following again works. */
  public void breakFollowers() {
    followers.forEach(FakeFollower::breakOff);
    followers.clear();
  }

  /** Whoever follows has heard what was said up to now. */
  void catchUp() {
    followers.forEach(FakeFollower::catchUp);
  }

  FakeFollower register(FakeFollower follower) {
    followers.add(follower);
    return follower;
  }

  void reachable() {
    if (away) {
      throw new SandboxUnreachable("the engine does not answer");
    }
  }

  void answering(SandboxHandle handle) {
    if (silent.contains(handle)) {
      throw new SandboxUnreachable("the engine does not answer for this sandbox");
    }
  }

  void beforeCreate() {
    fail(nextCreate);
  }

  void afterCreate() {
    fail(nextAnswer);
  }

  void beforeRemove(SandboxHandle handle) {
    if (ghosts.contains(handle)) {
      throw new SandboxUnreachable("processes outlive their container");
    }
  }

  private static void fail(AtomicReference<Optional<RuntimeException>> fault) {
    fault
        .getAndSet(Optional.empty())
        .ifPresent(failure -> {
          throw failure;
        });
  }
}
