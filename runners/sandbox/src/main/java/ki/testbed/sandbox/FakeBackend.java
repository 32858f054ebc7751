package ki.testbed.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import ki.testbed.protocol.Sha256;

/**
 * A backend in memory for tests: its containers are {@link FakeProgram}s on threads, chosen by
 * image, and every fault of an engine has a switch. It keeps the contract of the port, so what
 * holds with it holds with an engine.
 */
public final class FakeBackend implements SandboxBackend {
  private static final BackendFacts.Tier TIER = BackendFacts.Tier.T1;

  private final InstantSource clock;
  private final FakeProgram runner;
  private final Map<Sha256, FakeProgram> programs = new ConcurrentHashMap<>();
  private final Set<Sha256> loaded = ConcurrentHashMap.newKeySet();
  private final Map<SandboxHandle, FakeSandbox> sandboxes = new ConcurrentHashMap<>();
  private final FakeFaults faults = new FakeFaults();
  private volatile BackendFacts facts =
      new BackendFacts("fake", TIER, 8, 16L << 30, Map.of("engine", "fake"));

  /**
   * A backend with nothing in it.
   *
   * @param clock stamps what happens
   * @param runner what runners do whose image has no program of its own; SUTs without one serve
   *     until they are stopped
   */
  public FakeBackend(InstantSource clock, FakeRunner runner) {
    this.clock = clock;
    this.runner = runner.program();
  }

  /** From now on containers of this image do this. */
  public FakeBackend program(Sha256 image, FakeProgram program) {
    programs.put(image, program);
    return this;
  }

  /** What the backend says it is. */
  public void facts(BackendFacts facts) {
    this.facts = facts;
  }

  /** The switches for everything that goes wrong. */
  public FakeFaults faults() {
    return faults;
  }

  /** Takes a sandbox away as if somebody else had removed it. */
  public void vanish(SandboxHandle handle) {
    Optional.ofNullable(sandboxes.remove(handle)).ifPresent(FakeSandbox::kill);
  }

  /**
   * The engine dies and comes back: what ran has ended and nobody knows how, and followers break
   * off.
   */
  public void restartEngine() {
    sandboxes.values().forEach(FakeSandbox::lose);
    faults.breakFollowers();
  }

  /** The SUT slips out of the engine's sight; the reaper ends it when the sandbox is removed. */
  public void haunt(SandboxHandle handle) {
    require(handle)
        .part(Part.SUT)
        .end(new Exit.How.Outlived("the engine says exit 4294967295, which no process has"), false);
    faults.leaveBehind(handle, "ghost");
  }

  /** Images are pruned. */
  public void forgetImages() {
    loaded.clear();
  }

  @Override
  public BackendFacts facts() {
    faults.reachable();
    return facts;
  }

  @Override
  public void load(ImageSource image, Fence fence) {
    command(fence);
    if (loaded.contains(image.id())) {
      return;
    }
    try (InputStream archive = image.archive().open()) {
      archive.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new SandboxRefused(
          SandboxRefused.Cause.IMAGE_REJECTED, "the archive cannot be read: " + e.getMessage());
    }
    loaded.add(image.id());
  }

  @Override
  public SandboxHandle create(SandboxSpec spec, Fence fence) {
    command(fence);
    faults.beforeCreate();
    for (ImageSource image : List.of(spec.runner().image(), spec.sut().image())) {
      if (!loaded.contains(image.id())) {
        throw new SandboxRefused(
            SandboxRefused.Cause.IMAGE_MISSING, "no such image: " + image.id());
      }
    }
    var sandbox =
        sandboxes.computeIfAbsent(spec.handle(), _ -> new FakeSandbox(spec, fence.epoch(), clock));
    if (!sandbox.hash().equals(spec.hash())) {
      throw new SandboxRefused(
          SandboxRefused.Cause.OTHER_SPEC, "another sandbox has this claim and attempt");
    }
    faults.afterCreate();
    return spec.handle();
  }

  @Override
  public void order(SandboxHandle handle, InputStream order, long bytes, Fence fence) {
    command(fence);
    faults.answering(handle);
    var sandbox = require(handle);
    sandbox.order(programOf(sandbox.spec().runner().image(), runner), order, bytes);
    sandbox.part(Part.SUT).start(programOf(sandbox.spec().sut().image(), FakeProgram.serving()));
  }

  private FakeProgram programOf(ImageSource image, FakeProgram otherwise) {
    return programs.getOrDefault(image.id(), otherwise);
  }

  /**
   * Kinder than an engine: what was said before an end has arrived before its status tells of it.
   */
  @Override
  public SandboxStatus status(SandboxHandle handle) {
    faults.reachable();
    faults.answering(handle);
    SandboxStatus status =
        Optional.ofNullable(sandboxes.get(handle))
            .map(FakeSandbox::status)
            .orElseGet(SandboxStatus.Gone::new);
    faults.catchUp();
    return status;
  }

  @Override
  public EventFollower events(SandboxHandle handle, LineSink sink) {
    faults.reachable();
    faults.answering(handle);
    return faults.register(new FakeFollower(require(handle).part(Part.RUNNER), sink));
  }

  @Override
  public LogSlice logs(SandboxHandle handle, Part part, long cursor, int maxBytes) {
    faults.reachable();
    faults.answering(handle);
    return require(handle).part(part).output().slice(cursor, maxBytes);
  }

  @Override
  public Map<String, String> profile(SandboxHandle handle, Part part) {
    faults.reachable();
    faults.answering(handle);
    return Optional.ofNullable(sandboxes.get(handle))
        .map(sandbox -> Map.of("Spec", sandbox.hash().hex()))
        .orElse(Map.of());
  }

  @Override
  public Usage usage(SandboxHandle handle, Part part) {
    faults.reachable();
    faults.answering(handle);
    return Optional.ofNullable(sandboxes.get(handle))
        .map(sandbox -> sandbox.part(part).usage())
        .orElseGet(() -> Usage.none(clock.instant()));
  }

  @Override
  public void stop(SandboxHandle handle, Part part, Duration grace, Fence fence) {
    command(fence);
    faults.answering(handle);
    Optional.ofNullable(sandboxes.get(handle)).ifPresent(sandbox -> sandbox.part(part).stop(grace));
  }

  @Override
  public Leftovers remove(SandboxHandle handle, Fence fence) {
    command(fence);
    faults.answering(handle);
    faults.beforeRemove(handle);
    vanish(handle);
    return faults.leftovers(handle);
  }

  @Override
  public NodeProof prove(ImageSource runner, Fence fence) {
    command(fence);
    return faults.proof(facts.tier());
  }

  @Override
  public List<OwnedSandbox> owned() {
    faults.reachable();
    return sandboxes.values().stream().map(FakeSandbox::owned).toList();
  }

  @Override
  public void close() {
    sandboxes.keySet().forEach(this::vanish);
    faults.breakFollowers();
  }

  private void command(Fence fence) {
    fence.check();
    faults.reachable();
  }

  private FakeSandbox require(SandboxHandle handle) {
    return Optional.ofNullable(sandboxes.get(handle))
        .orElseThrow(
            () -> new SandboxRefused(SandboxRefused.Cause.GONE, "there is no such sandbox"));
  }
}
