package ki.testbed.sandbox.docker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import ki.testbed.sandbox.Leftovers;
import ki.testbed.sandbox.Resources;
import ki.testbed.sandbox.SandboxUnreachable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what outlived its container. Where the engine runs on this machine one look into /proc shows
 * that there is nothing to do; anywhere else, and where there is something, a container of the
 * runner's image does it: with process ids of the machine and the capability to kill, without
 * network, given nothing but ids.
 */
final class Reaping {
  private static final Logger LOG = LoggerFactory.getLogger(Reaping.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Resources RESOURCES = new Resources(1000, 192L << 20, 64, 1 << 20, 1 << 20);

  private final Engine engine;
  private final Errands errands;
  private final AtomicReference<Optional<String>> image = new AtomicReference<>(Optional.empty());
  private final AtomicBoolean sighted = new AtomicBoolean();

  Reaping(Engine engine, Errands errands) {
    this.engine = engine;
    this.errands = errands;
  }

  /** The image to do it with, unless a better one is known. */
  void with(String runner, boolean pinned) {
    if (pinned || image.get().isEmpty()) {
      image.set(Optional.of(runner));
    }
  }

  /** A process of a container was seen in /proc: the engine's machine is this one. */
  void sees() {
    sighted.set(true);
  }

  /**
   * Before a container is removed, so that its id is not lost while something of it lives.
   *
   * @throws SandboxUnreachable if something stays
   */
  Leftovers empty(String container) {
    if (sighted.get() && Processes.goneOf(container)) {
      return Leftovers.NONE;
    }
    List<String> killed = reap(container);
    if (!killed.isEmpty()) {
      LOG.error("Processes outlived container {} and were killed: {}", container, killed);
    }
    return new Leftovers(killed, 0);
  }

  /** Kills what is in the groups of a container; names of what was there. */
  List<String> reap(String container) {
    return sent("reap", "killed\t", container);
  }

  /** After the engine has forgotten the container: whoever still keeps it is ended. */
  Leftovers endShim(String container) {
    if (sighted.get() && Processes.shimGoneOf(container)) {
      return Leftovers.NONE;
    }
    int ended = sent("shims", "shim\t", container).size();
    if (ended > 0) {
      LOG.error("The shim of container {} stayed and was ended", container);
    }
    return new Leftovers(List.of(), ended);
  }

  private List<String> sent(String word, String found, String container) {
    String runner =
        image
            .get()
            .orElseThrow(() ->
                new SandboxUnreachable(
                    "processes may outlive a container, and there is no image yet to look with"));
    Errand.Said said =
        errands.run(errands.mighty(word, runner, RESOURCES, false, List.of(container)), LIMIT);
    if (!said.lines().contains("empty\t" + container)) {
      throw new SandboxUnreachable(
          "processes of a container outlive it and the reaper: "
              + Words.clean(String.join("; ", said.lines()) + " " + said.lastWords()));
    }
    return said.lines().stream()
        .filter(line -> line.startsWith(found))
        .flatMap(line -> Stream.of(line.split("\t", -1)).skip(3))
        .toList();
  }
}
