package ki.testbed.sandbox.docker;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxUnreachable;
import ki.testbed.sandbox.Usage;
import tools.jackson.databind.JsonNode;

/**
 * Remembers where the counters of running parts are and what they last said, since a control group
 * is gone with its last process.
 */
final class Meters {
  private final Engine engine;
  private final Containers containers;
  private final InstantSource clock;
  private final Map<Key, Cgroup> groups = new ConcurrentHashMap<>();
  private final Map<Key, Usage> last = new ConcurrentHashMap<>();
  private final Map<Key, LogMeter> logs = new ConcurrentHashMap<>();

  Meters(Engine engine, Containers containers, InstantSource clock) {
    this.engine = engine;
    this.containers = containers;
    this.clock = clock;
  }

  private record Key(SandboxHandle handle, Part part) {}

  /** The counters now, or as last seen once the part has ended. */
  Usage usage(SandboxHandle handle, Part part) {
    var key = new Key(handle, part);
    Optional<Usage> now =
        group(key)
            .filter(Meter::alive)
            .map(group -> withLog(key, Meter.read(group, clock.instant())));
    return now.map(usage -> remember(key, usage)).orElseGet(() -> otherwise(key));
  }

  /** Only a SUT's log is counted: a runner's is bounded by its events. */
  private Usage withLog(Key key, Usage usage) {
    if (key.part() == Part.RUNNER) {
      return usage;
    }
    Optional<LogMeter> meter =
        Optional.ofNullable(logs.get(key))
            .or(() -> containers.find(key.handle(), key.part()).map(c -> startMeter(key, c.id())));
    return meter.map(it -> usage.withLogBytes(it.bytes())).orElse(usage);
  }

  private LogMeter startMeter(Key key, String container) {
    return logs.computeIfAbsent(key, _ -> LogMeter.start(engine, container));
  }

  /** How often a process was refused, as far as anybody has looked. */
  Usage.Counter pidsRefused(SandboxHandle handle, Part part) {
    return Optional.ofNullable(last.get(new Key(handle, part)))
        .map(Usage::pidsRefused)
        .orElseGet(() -> new Usage.Counter.Absent(Meter.LOST));
  }

  /**
   * Looks once, so that even a part that ends soon has been seen.
   *
   * @return whether there was something to see: the engine's machine is this one
   */
  boolean look(SandboxHandle handle) {
    boolean seen = false;
    for (Part part : Part.values()) {
      if (group(new Key(handle, part)).filter(Meter::alive).isPresent()) {
        usage(handle, part);
        seen = true;
      }
    }
    return seen;
  }

  void forget(SandboxHandle handle) {
    for (Part part : Part.values()) {
      groups.remove(new Key(handle, part));
      last.remove(new Key(handle, part));
      Optional.ofNullable(logs.remove(new Key(handle, part))).ifPresent(LogMeter::close);
    }
  }

  private Usage remember(Key key, Usage usage) {
    last.put(key, usage);
    return usage;
  }

  private Optional<Cgroup> group(Key key) {
    Optional<Cgroup> known = Optional.ofNullable(groups.get(key));
    if (known.isPresent()) {
      return known;
    }
    Optional<Cgroup> found =
        containers.find(key.handle(), key.part()).flatMap(c -> Cgroup.of(c.pid(), c.id()));
    found.ifPresent(group -> groups.put(key, group));
    return found;
  }

  private Usage otherwise(Key key) {
    Optional<Usage> seen = Optional.ofNullable(last.get(key));
    return groups.containsKey(key)
        ? seen.orElseGet(this::nothing)
        : stats(key)
            .map(usage -> remember(key, withLog(key, usage)))
            .or(() -> seen)
            .orElseGet(this::nothing);
  }

  private Usage nothing() {
    return Usage.none(clock.instant());
  }

  private Optional<Usage> stats(Key key) {
    Optional<Container> running =
        containers.find(key.handle(), key.part()).filter(Container::running);
    return running.map(c -> Meter.stats(stats(key.handle(), c.id()), clock.instant()));
  }

  private JsonNode stats(SandboxHandle handle, String id) {
    try {
      return engine.read(Marks.key(handle), "/containers/" + id + "/stats?stream=0");
    } catch (SandboxUnreachable _) {
      return Json.object();
    }
  }
}
