package ki.testbed.sandbox.docker;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxRefused;
import ki.testbed.sandbox.SandboxUnreachable;

/** Starts the runner, gives it its order, starts the SUT. */
final class Ordering {
  private final Engine engine;
  private final Containers containers;

  Ordering(Engine engine, Containers containers) {
    this.engine = engine;
    this.containers = containers;
  }

  void order(SandboxHandle handle, InputStream order, long bytes) {
    Container runner = containers.require(handle, Part.RUNNER);
    containers.require(handle, Part.SUT);
    startRunner(handle, runner);
    deliver(handle, runner.id(), order, bytes);
    startSut(handle);
  }

  /**
   * The engine starts a running container once: of several callers one may go on. But one that has
   * ended it would start again.
   */
  private void startRunner(SandboxHandle handle, Container runner) {
    if (!runner.untouched()) {
      throw notDelivered("an order went in before");
    }
    try {
      start(handle, runner.id());
    } catch (EngineAnswer answer) {
      throw notDelivered(
          answer.status() == EngineAnswer.NOT_MODIFIED
              ? "an order went in before"
              : "the runner cannot be started: " + answer.words());
    }
    if (containers.require(handle, Part.RUNNER).finished().isPresent()) {
      throw notDelivered("the runner has ended");
    }
  }

  private void start(SandboxHandle handle, String id) {
    engine.change(
        engine.deadlines().change(),
        Marks.key(handle),
        http -> http.post("/containers/" + id + "/start"));
  }

  private void deliver(SandboxHandle handle, String id, InputStream order, long bytes) {
    var sent = new AtomicLong();
    Deadlines deadlines = engine.deadlines();
    try (Attachment stdin =
        engine.open(
            deadlines.change(),
            http -> http.attach("/containers/" + id + "/attach?stream=1&stdin=1"))) {
      Thread.ofVirtual().start(stdin::endWithContainer);
      Thread end = Thread.ofVirtual().start(() -> endWith(id, stdin));
      try {
        Optional<String> failure =
            engine
                .calls()
                .progressing(
                    deadlines.load(),
                    deadlines.stall(),
                    sent::get,
                    () -> send(stdin, order, bytes, sent));
        failure.ifPresent(Ordering::fail);
      } finally {
        end.interrupt();
      }
    } catch (EngineAnswer answer) {
      throw notDelivered("the runner takes no order: " + answer.words());
    } catch (IOException | SandboxUnreachable _) {
      throw notDelivered(
          containers.require(handle, Part.RUNNER).running()
              ? "the runner does not take its order"
              : "the runner has ended");
    }
  }

  /**
   * An engine that is attached to a container just as it ends may keep the connection and read no
   * more from it, so the end is asked for as well.
   */
  private void endWith(String id, Attachment stdin) {
    try {
      engine.await(
          engine.deadlines().load(),
          http -> http.post("/containers/" + id + "/wait?condition=not-running"));
      stdin.close();
    } catch (SandboxUnreachable | EngineAnswer | IOException _) {
      // the order went in, or the engine says nothing: then the sender's own limits hold
    }
  }

  private static Optional<String> send(
      Attachment stdin, InputStream order, long bytes, AtomicLong sent) throws IOException {
    try {
      stdin.send(order, bytes, sent::set);
      return Optional.empty();
    } catch (UnreadableOrder e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * A runner that has ended already, and a program that cannot be started, are told by the status.
   */
  private void startSut(SandboxHandle handle) {
    Container sut = containers.require(handle, Part.SUT);
    try {
      start(handle, sut.id());
    } catch (EngineAnswer answer) {
      if (answer.status() == EngineAnswer.NOT_MODIFIED) {
        return;
      }
      if (containers.require(handle, Part.RUNNER).running()
          && containers.require(handle, Part.SUT).untouched()) {
        throw answer;
      }
    }
  }

  private static void fail(String message) {
    throw notDelivered(message);
  }

  private static SandboxRefused notDelivered(String message) {
    return new SandboxRefused(SandboxRefused.Cause.ORDER_NOT_DELIVERED, message);
  }
}
