package ki.testbed.sandbox.docker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ki.testbed.sandbox.Leftovers;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxUnreachable;

/** Ends parts and removes sandboxes, until nothing of them is left. */
final class Removal {
  private static final Duration AFTER_KILL = Duration.ofSeconds(3);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final Engine engine;
  private final Containers containers;
  private final Reaping reaping;

  Removal(Engine engine, Containers containers, Reaping reaping) {
    this.engine = engine;
    this.containers = containers;
    this.reaping = reaping;
  }

  /** SIGTERM, grace, SIGKILL; never the engine's own stop, which blocks. */
  void stop(SandboxHandle handle, Part part, Duration grace) {
    Optional<Container> running = containers.find(handle, part).filter(Container::running);
    if (running.isEmpty()) {
      return;
    }
    String id = running.get().id();
    signal(handle, id, "SIGTERM");
    if (!endsWithin(id, grace)) {
      signal(handle, id, "SIGKILL");
      if (!endsWithin(id, AFTER_KILL)) {
        throw new SandboxUnreachable("the " + part + " does not end, not even by SIGKILL");
      }
    }
  }

  private void signal(SandboxHandle handle, String id, String signal) {
    String path = "/containers/" + id + "/kill?signal=" + signal;
    ignoring(
        List.of(EngineAnswer.NOT_FOUND, EngineAnswer.CONFLICT),
        () ->
            engine.change(
                engine.deadlines().command(), Marks.key(handle), http -> http.post(path)));
  }

  private boolean endsWithin(String id, Duration time) {
    try {
      engine.await(time, http -> http.post("/containers/" + id + "/wait"));
      return true;
    } catch (SandboxUnreachable _) {
      return false;
    } catch (EngineAnswer answer) {
      if (answer.status() == EngineAnswer.NOT_FOUND) {
        return true;
      }
      throw answer;
    }
  }

  /** SUT first, as it lives in the runner's network namespace. */
  Leftovers remove(SandboxHandle handle) {
    containers.find(handle, Part.RUNNER).ifPresent(runner -> reaping.with(runner.image(), false));
    Leftovers found = remove(handle, Part.SUT).and(remove(handle, Part.RUNNER));
    engine.calls().forget(Marks.key(handle));
    return found;
  }

  /** Emptied while the engine still knows its id, so that whoever comes next can go on. */
  private Leftovers remove(SandboxHandle handle, Part part) {
    Optional<Container> found = containers.find(handle, part);
    if (found.isEmpty()) {
      return Leftovers.NONE;
    }
    String id = found.get().id();
    signal(handle, id, "SIGKILL");
    Leftovers killed = found.get().started().isEmpty() ? Leftovers.NONE : reaping.empty(id);
    engine.await(engine.deadlines().change(), http -> removed(http, id));
    return killed.and(reaping.endShim(id));
  }

  /**
   * Asks until the engine no longer knows it: while it starts or is being removed by somebody else,
   * the answer is no.
   */
  private static boolean removed(EngineHttp http, String id) {
    while (true) {
      try {
        http.delete("/containers/" + id + "?force=1&v=1");
      } catch (EngineAnswer answer) {
        if (answer.status() == EngineAnswer.NOT_FOUND) {
          return true;
        }
      }
      Processes.pause(BETWEEN_LOOKS);
    }
  }

  private static void ignoring(List<Integer> statuses, Runnable request) {
    try {
      request.run();
    } catch (EngineAnswer answer) {
      if (!statuses.contains(answer.status())) {
        throw answer;
      }
    }
  }
}
