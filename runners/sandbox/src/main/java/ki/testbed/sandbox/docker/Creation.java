package ki.testbed.sandbox.docker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxRefused;
import ki.testbed.sandbox.SandboxSpec;
import ki.testbed.sandbox.SandboxUnreachable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes both containers of a sandbox, or finds them made, and checks what the engine made of the
 * profile.
 */
final class Creation {
  /** The one warning that says what we want: no traffic passes through this machine. */
  private static final String UNROUTED = "IPv4 forwarding is disabled";

  private static final int LOOKS = 50;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final Engine engine;
  private final Containers containers;
  private final Removal removal;
  private final UUID owner;
  private final Numbers numbers;
  private final AtomicReference<Optional<Boolean>> swapLimit =
      new AtomicReference<>(Optional.empty());

  Creation(Engine engine, Containers containers, Removal removal, UUID owner) {
    this.engine = engine;
    this.containers = containers;
    this.removal = removal;
    this.owner = owner;
    this.numbers = new Numbers(owner);
  }

  SandboxHandle create(SandboxSpec spec, long epoch) {
    try {
      return findOrMakeBoth(spec, epoch);
    } finally {
      numbers.release(spec.handle());
    }
  }

  private SandboxHandle findOrMakeBoth(SandboxSpec spec, long epoch) {
    boolean swap = limitsSwap();
    Container runner =
        findOrMake(
            spec,
            Part.RUNNER,
            () -> Profile.runner(spec, newMarks(spec, epoch, Part.RUNNER), swap));
    checked(spec, runner, Profile.runner(spec, runner.marks(), swap));
    int number = runner.marks().number();
    var sutMarks = Marks.of(owner, spec, epoch, Part.SUT, number);
    Container sut =
        findOrMake(spec, Part.SUT, () -> Profile.sut(spec, sutMarks, runner.id(), swap));
    checked(spec, sut, Profile.sut(spec, sut.marks(), runner.id(), swap));
    return spec.handle();
  }

  private Marks newMarks(SandboxSpec spec, long epoch, Part part) {
    return Marks.of(owner, spec, epoch, part, numbers.give(spec.handle(), containers.everybodys()));
  }

  private boolean limitsSwap() {
    Optional<Boolean> known = swapLimit.get();
    if (known.isEmpty()) {
      known = Optional.of(Json.flag(engine.read("", "/info"), "SwapLimit"));
      swapLimit.set(known);
    }
    return known.get();
  }

  private Container findOrMake(SandboxSpec spec, Part part, Supplier<Profile> profile) {
    Container container =
        containers
            .find(spec.handle(), part)
            .orElseGet(() -> make(spec.handle(), part, profile.get().body()));
    if (!container.marks().spec().equals(spec.hash().hex())) {
      throw new SandboxRefused(
          SandboxRefused.Cause.OTHER_SPEC, "another sandbox has this claim and attempt");
    }
    return container;
  }

  private Container make(SandboxHandle handle, Part part, ObjectNode body) {
    try {
      String path = "/containers/create?name=" + Marks.name(handle, part);
      JsonNode made =
          engine.change(
              engine.deadlines().change(), Marks.key(handle), http -> http.post(path, body));
      List<String> warnings =
          made.path("Warnings")
              .valueStream()
              .map(JsonNode::asString)
              .filter(text -> !text.startsWith(UNROUTED))
              .toList();
      if (!warnings.isEmpty()) {
        throw notHonoured(handle, warnings);
      }
    } catch (EngineAnswer answer) {
      if (answer.status() != EngineAnswer.CONFLICT) {
        throw answer.engineFailed() ? answer : refused(answer);
      }
    }
    return appeared(handle, part);
  }

  /** A name is taken a moment before its container can be seen. */
  private Container appeared(SandboxHandle handle, Part part) {
    for (int look = 0; look < LOOKS; look++) {
      Optional<Container> seen = containers.find(handle, part);
      if (seen.isPresent()) {
        return seen.get();
      }
      Processes.pause(BETWEEN_LOOKS);
    }
    throw new SandboxUnreachable(
        "the engine made " + Marks.name(handle, part) + " and does not show it");
  }

  private void checked(SandboxSpec spec, Container container, Profile profile) {
    List<String> deviations = Deviations.of(profile.body(), container.seen());
    if (!deviations.isEmpty()) {
      throw notHonoured(spec.handle(), deviations);
    }
  }

  private SandboxRefused notHonoured(SandboxHandle handle, List<String> deviations) {
    removal.remove(handle);
    return new SandboxRefused(
        SandboxRefused.Cause.PROFILE_NOT_HONOURED, Words.clean(String.join("; ", deviations)));
  }

  private static SandboxRefused refused(EngineAnswer answer) {
    boolean image = answer.status() == EngineAnswer.NOT_FOUND && answer.words().contains("image");
    return new SandboxRefused(
        image ? SandboxRefused.Cause.IMAGE_MISSING : SandboxRefused.Cause.CREATE_FAILED,
        answer.words());
  }
}
