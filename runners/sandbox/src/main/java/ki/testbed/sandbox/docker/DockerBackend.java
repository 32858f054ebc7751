package ki.testbed.sandbox.docker;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import ki.testbed.sandbox.BackendFacts;
import ki.testbed.sandbox.EventFollower;
import ki.testbed.sandbox.Exit;
import ki.testbed.sandbox.Fence;
import ki.testbed.sandbox.ImageSource;
import ki.testbed.sandbox.Leftovers;
import ki.testbed.sandbox.LineSink;
import ki.testbed.sandbox.LogSlice;
import ki.testbed.sandbox.NodeProof;
import ki.testbed.sandbox.OwnedSandbox;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.SandboxBackend;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxRefused;
import ki.testbed.sandbox.SandboxSpec;
import ki.testbed.sandbox.SandboxStatus;
import ki.testbed.sandbox.SandboxStatus.Stage;
import ki.testbed.sandbox.SandboxUnreachable;
import ki.testbed.sandbox.Usage;

/** Sandboxes on one Docker Engine. */
public final class DockerBackend implements SandboxBackend {
  private final Engine engine;
  private final Containers containers;
  private final Images images;
  private final Creation creation;
  private final Ordering ordering;
  private final Logs logs;
  private final Meters meters;
  private final Reaping reaping;
  private final Proving proving;
  private final Removal removal;
  private final Watch watch;
  private final Exits exits;

  private DockerBackend(DockerSettings settings, InstantSource clock) {
    engine = new Engine(settings);
    containers = new Containers(engine, settings.owner());
    images = new Images(engine, settings.owner());
    var errands = new Errands(engine, settings.owner());
    reaping = new Reaping(engine, errands);
    proving = new Proving(engine, errands, reaping, clock);
    removal = new Removal(engine, containers, reaping);
    creation = new Creation(engine, containers, removal, settings.owner());
    ordering = new Ordering(engine, containers);
    logs = new Logs(engine, containers);
    meters = new Meters(engine, containers, clock);
    watch = new Watch(engine);
    exits = new Exits(clock, watch::unbrokenSince);
  }

  /**
   * A backend on this engine, which need not be there yet: it is first asked by the first call, and
   * that call tells.
   *
   * @param clock stamps what the engine does not
   */
  public static DockerBackend open(DockerSettings settings, InstantSource clock) {
    return new DockerBackend(settings, clock);
  }

  @Override
  public BackendFacts facts() {
    return answered(() -> Facts.of(engine.read("", "/info"), engine.read("", "/version")));
  }

  @Override
  public void load(ImageSource image, Fence fence) {
    command(fence, () -> images.load(image));
  }

  @Override
  public SandboxHandle create(SandboxSpec spec, Fence fence) {
    fence.check();
    return answered(() -> creation.create(spec, fence.epoch()));
  }

  @Override
  public void order(SandboxHandle handle, InputStream order, long bytes, Fence fence) {
    command(
        fence,
        () -> {
          watch.begin();
          ordering.order(handle, order, bytes);
          if (meters.look(handle)) {
            reaping.sees();
          }
        });
  }

  @Override
  public SandboxStatus status(SandboxHandle handle) {
    watch.begin();
    return answered(() ->
        status(handle, containers.find(handle, Part.RUNNER), containers.find(handle, Part.SUT)));
  }

  private SandboxStatus status(
      SandboxHandle handle, Optional<Container> runner, Optional<Container> sut) {
    if (runner.isEmpty() && sut.isEmpty()) {
      return new SandboxStatus.Gone();
    }
    Optional<Exit> runnerExit = exit(handle, Part.RUNNER, runner, sut);
    Optional<Exit> sutExit = exit(handle, Part.SUT, sut, runner);
    Optional<Instant> sutStarted = sut.flatMap(Container::started);
    if (runnerExit.isPresent() || sutExit.isPresent()) {
      return new SandboxStatus.Exited(runnerExit, sutExit, sutStarted);
    }
    if (sutStarted.isPresent()) {
      return new SandboxStatus.Ready(sutStarted.get());
    }
    return new SandboxStatus.Pending(
        runner.filter(Container::running).isPresent() ? Stage.RUNNER_WAITS : Stage.CREATED);
  }

  /**
   * A missing part of a sandbox that was started has been taken away; of one that was not, it is
   * not made yet.
   */
  private Optional<Exit> exit(
      SandboxHandle handle, Part part, Optional<Container> container, Optional<Container> other) {
    if (container.isEmpty()) {
      return other.filter(c -> !c.untouched()).map(_ -> exits.vanished());
    }
    String id = container.get().id();
    return exits.of(container.get(), meters.pidsRefused(handle, part), () -> logs.lastWords(id));
  }

  @Override
  public EventFollower events(SandboxHandle handle, LineSink sink) {
    return answered(() -> logs.follow(handle, sink));
  }

  @Override
  public LogSlice logs(SandboxHandle handle, Part part, long cursor, int maxBytes) {
    return answered(() -> logs.slice(handle, part, cursor, maxBytes));
  }

  @Override
  public Map<String, String> profile(SandboxHandle handle, Part part) {
    return answered(
        () -> containers.find(handle, part).map(ReportedProfile::of).orElseGet(Map::of));
  }

  @Override
  public Usage usage(SandboxHandle handle, Part part) {
    return answered(() -> meters.usage(handle, part));
  }

  @Override
  public void stop(SandboxHandle handle, Part part, Duration grace, Fence fence) {
    command(fence, () -> removal.stop(handle, part, grace));
  }

  @Override
  public Leftovers remove(SandboxHandle handle, Fence fence) {
    fence.check();
    return answered(() -> {
      Leftovers found = removal.remove(handle);
      meters.forget(handle);
      return found;
    });
  }

  @Override
  public NodeProof prove(ImageSource runner, Fence fence) {
    fence.check();
    return answered(() -> {
      images.load(runner);
      return proving.prove(runner.id().prefixed());
    });
  }

  @Override
  public List<OwnedSandbox> owned() {
    Map<SandboxHandle, OwnedSandbox> found = new LinkedHashMap<>();
    answered(containers::marks).forEach(marks -> found.putIfAbsent(marks.handle(), marks.owned()));
    return List.copyOf(found.values());
  }

  private void command(Fence fence, Runnable command) {
    fence.check();
    answered(() -> {
      command.run();
      return true;
    });
  }

  /**
   * What the engine says no to and nobody has a better word for: its own fault may pass, ours will
   * not.
   */
  private static <T> T answered(Supplier<T> call) {
    try {
      return call.get();
    } catch (EngineAnswer answer) {
      if (answer.engineFailed()) {
        throw new SandboxUnreachable("the engine failed: " + answer.words(), answer);
      }
      throw new SandboxRefused(SandboxRefused.Cause.CREATE_FAILED, answer.words());
    }
  }

  @Override
  public void close() {
    watch.close();
    engine.close();
  }
}
