package ki.testbed.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import ki.testbed.protocol.Sha256;
import ki.testbed.sandbox.SandboxRefused.Cause;
import ki.testbed.sandbox.SandboxStatus.Exited;
import ki.testbed.sandbox.SandboxStatus.Gone;
import ki.testbed.sandbox.SandboxStatus.Pending;
import ki.testbed.sandbox.SandboxStatus.Ready;
import ki.testbed.sandbox.SandboxStatus.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every backend promises, with the same assertions for the fake and for each engine. */
public abstract class SandboxBackendContract {
  protected static final Fence FENCE = Fence.alone();
  private static final byte[] ORDER = "{\"an\":\"order\"}\n".getBytes(StandardCharsets.UTF_8);
  private static final Resources SMALL = new Resources(500, 64L << 20, 32, 1 << 20, 1 << 20);
  private static final Duration GRACE = Duration.ofMillis(500);

  private final List<SandboxHandle> made = new ArrayList<>();

  /** The backend under test, the same throughout one test. */
  protected abstract SandboxBackend backend();

  /** An image of this program, not loaded yet. */
  protected abstract ImageSource image(TestProgram program);

  @AfterEach
  void removeWhatIsLeft() {
    made.forEach(handle -> backend().remove(handle, FENCE));
  }

  /** A spec of these programs, whose images are loaded and which is removed after the test. */
  protected final SandboxSpec spec(TestProgram runner, TestProgram sut) {
    var runnerImage = image(runner);
    var sutImage = image(sut);
    backend().load(runnerImage, FENCE);
    backend().load(sutImage, FENCE);
    var expires = Instant.parse("2030-01-01T00:00:00Z");
    var spec =
        new SandboxSpec(
            UUID.randomUUID(),
            UUID.randomUUID(),
            1,
            expires,
            new RunnerSpec(runnerImage, SMALL, ""),
            new SutSpec(sutImage, SMALL, GRACE, ""));
    made.add(spec.handle());
    return spec;
  }

  /** A sandbox of these programs, its order delivered. */
  protected final SandboxHandle started(TestProgram runner, TestProgram sut) {
    SandboxHandle handle = backend().create(spec(runner, sut), FENCE);
    order(handle);
    return handle;
  }

  /** Waits until the SUT says it is ready, so that it has its signals in hand. */
  private SandboxHandle ready(SandboxHandle handle) {
    Eventually.seen(
        () -> text(backend().logs(handle, Part.SUT, 0, 100)), text -> text.contains("ready"));
    return handle;
  }

  private void order(SandboxHandle handle) {
    backend().order(handle, new ByteArrayInputStream(ORDER), ORDER.length, FENCE);
  }

  private static TestProgram waitingRunner() {
    return TestProgram.hashing(ORDER.length);
  }

  private Exit sutExit(TestProgram sut) {
    SandboxHandle handle = started(waitingRunner(), sut);
    return Eventually.seen(() -> exited(handle).flatMap(Exited::sut), Optional::isPresent)
        .orElseThrow();
  }

  private Optional<Exited> exited(SandboxHandle handle) {
    return backend().status(handle) instanceof Exited exited
        ? Optional.of(exited)
        : Optional.empty();
  }

  @Test
  void createByManyMakesOneSandbox() throws Exception {
    var spec = spec(waitingRunner(), TestProgram.serving());
    var together = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var handles =
          IntStream.range(0, 8)
              .mapToObj(_ ->
                  threads.submit(() -> {
                    together.await();
                    return backend().create(spec, FENCE);
                  }))
              .toList();
      together.countDown();
      for (var handle : handles) {
        assertThat(handle.get()).isEqualTo(spec.handle());
      }
    }
    assertThat(backend().owned())
        .filteredOn(found -> found.handle().equals(spec.handle()))
        .hasSize(1);
    assertThat(backend().status(spec.handle())).isEqualTo(new Pending(Stage.CREATED));
  }

  @Test
  void createAgainWithAnotherExpiryFindsTheSameSandbox() {
    var spec = spec(waitingRunner(), TestProgram.serving());
    backend().create(spec, FENCE);
    var later =
        new SandboxSpec(
            spec.run(),
            spec.claim(),
            spec.attempt(),
            spec.expires().plusSeconds(1),
            spec.runner(),
            spec.sut());
    assertThat(backend().create(later, FENCE)).isEqualTo(spec.handle());
  }

  @Test
  void otherSpecUnderTheSameClaimAndAttemptIsRefused() {
    var spec = spec(waitingRunner(), TestProgram.serving());
    backend().create(spec, FENCE);
    var other =
        new SandboxSpec(
            UUID.randomUUID(),
            spec.claim(),
            spec.attempt(),
            spec.expires(),
            spec.runner(),
            spec.sut());
    assertRefused(Cause.OTHER_SPEC, () -> backend().create(other, FENCE));
  }

  @Test
  void imageThatWasNeverLoadedIsMissing() {
    var known = spec(waitingRunner(), TestProgram.serving());
    var unknown =
        new ImageSource(
            Sha256.of("no image".getBytes(StandardCharsets.UTF_8)),
            List.of(),
            InputStream::nullInputStream);
    var spec =
        new SandboxSpec(
            known.run(),
            known.claim(),
            1,
            known.expires(),
            known.runner(),
            new SutSpec(unknown, known.sut().resources(), GRACE, ""));
    assertRefused(Cause.IMAGE_MISSING, () -> backend().create(spec, FENCE));
  }

  @Test
  void marksTellWhoseSandboxItIs() {
    var spec = spec(waitingRunner(), TestProgram.serving());
    backend().create(spec, new Fence(7, () -> Duration.ZERO));
    assertThat(backend().owned())
        .contains(new OwnedSandbox(spec.handle(), spec.run(), 7, spec.expires()));
  }

  @Test
  void leaderWhoseLeaseIsOldCommandsNothing() {
    var spec = spec(waitingRunner(), TestProgram.serving());
    var old = new Fence(1, () -> Duration.ofSeconds(4));
    assertThatExceptionOfType(SandboxUnreachable.class)
        .isThrownBy(() -> backend().create(spec, old));
    assertThat(backend().status(spec.handle())).isEqualTo(new Gone());
  }

  @Test
  void sandboxGoesThroughItsStates() {
    var spec = spec(waitingRunner(), TestProgram.serving());
    assertThat(backend().status(spec.handle())).isEqualTo(new Gone());
    backend().create(spec, FENCE);
    assertThat(backend().status(spec.handle())).isEqualTo(new Pending(Stage.CREATED));
    order(spec.handle());
    assertThat(backend().status(ready(spec.handle()))).isInstanceOf(Ready.class);
    backend().stop(spec.handle(), Part.SUT, Duration.ofSeconds(10), FENCE);
    assertThat(exited(spec.handle()).orElseThrow().sut())
        .map(Exit::how)
        .contains(new Exit.How.Code(0));
    assertThat(exited(spec.handle()).orElseThrow().runner()).isEmpty();
    backend().remove(spec.handle(), FENCE);
    assertThat(backend().status(spec.handle())).isEqualTo(new Gone());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1_023, 65_537, 200L << 20})
  void orderArrivesWhole(long bytes) {
    SandboxHandle handle =
        backend().create(spec(TestProgram.hashing(bytes), TestProgram.serving()), FENCE);
    var order = new DigestInputStream(noise(bytes), Sha256.digest());
    backend().order(handle, order, bytes, FENCE);
    var events = new Recorder();
    try (var _ = backend().events(handle, events)) {
      assertThat(events.firstLine())
          .isEqualTo(Sha256.ofDigest(order.getMessageDigest().digest()).hex());
    }
  }

  /** So many bytes that no compression and no repetition explains, from a fixed seed. */
  private static InputStream noise(long bytes) {
    var random = new Random(42);
    var block = new byte[1 << 16];
    random.nextBytes(block);
    return new InputStream() {
      private long left = bytes;

      @Override
      public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) {
        if (left == 0) {
          return -1;
        }
        int count = (int) Math.min(Math.min(left, length), block.length);
        block[(int) (left % block.length)]++;
        System.arraycopy(block, 0, buffer, offset, count);
        left -= count;
        return count;
      }
    };
  }

  @Test
  void orderGoesInOnce() {
    SandboxHandle handle = started(waitingRunner(), TestProgram.serving());
    assertRefused(Cause.ORDER_NOT_DELIVERED, () -> order(handle));
    assertThat(backend().status(handle)).isInstanceOf(Ready.class);
  }

  @Test
  void runnerThatHasEndedIsNotStartedAgainByAnotherOrder() {
    SandboxHandle handle = started(TestProgram.counting(ORDER.length, 1), TestProgram.serving());
    Eventually.seen(() -> exited(handle).flatMap(Exited::runner), Optional::isPresent);
    assertRefused(Cause.ORDER_NOT_DELIVERED, () -> order(handle));
    assertThat(exited(handle).flatMap(Exited::runner)).isPresent();
  }

  @Test
  void orderThatEndsEarlyIsNotDelivered() {
    SandboxHandle handle =
        backend().create(spec(TestProgram.hashing(1 << 20), TestProgram.serving()), FENCE);
    assertRefused(
        Cause.ORDER_NOT_DELIVERED,
        () -> backend().order(handle, new ByteArrayInputStream(ORDER), 1 << 20, FENCE));
    assertThat(backend().status(handle)).isNotInstanceOf(Ready.class);
  }

  @Test
  void runnerThatEndsWithoutReadingTakesNoOrder() {
    long bytes = 8L << 20;
    SandboxHandle handle =
        backend().create(spec(TestProgram.crashingRunner(), TestProgram.serving()), FENCE);
    assertRefused(
        Cause.ORDER_NOT_DELIVERED, () -> backend().order(handle, noise(bytes), bytes, FENCE));
    var exited = Eventually.seen(() -> exited(handle), Optional::isPresent).orElseThrow();
    assertThat(exited.runner()).map(Exit::how).contains(new Exit.How.Code(70));
  }

  @Test
  void eventsAreWholeHoweverOftenOneReconnects() {
    int lines = 100_000;
    SandboxHandle handle =
        backend()
            .create(spec(TestProgram.counting(ORDER.length, lines), TestProgram.serving()), FENCE);
    order(handle);
    for (int cut : new int[] {1, 1000, 50_000}) {
      var some = new Recorder();
      try (var _ = backend().events(handle, some)) {
        Eventually.seen(some::count, size -> size >= cut);
      }
      assertThat(some.lines().subList(0, cut)).isEqualTo(numbers(cut));
    }
    var all = new Recorder();
    try (var _ = backend().events(handle, all)) {
      assertThat(all.broken()).isFalse();
    }
    assertThat(all.lines()).isEqualTo(numbers(lines));
    assertThat(all.cut()).isEmpty();
  }

  private static List<String> numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
  }

  @Test
  void eventsBeforeTheOrderBreakOff() {
    SandboxHandle handle = backend().create(spec(waitingRunner(), TestProgram.serving()), FENCE);
    var events = new Recorder();
    try (var _ = backend().events(handle, events)) {
      assertThat(events.broken()).isTrue();
    }
  }

  @Test
  void linesAreBoundedAndHalfLinesMarked() {
    SandboxHandle handle = started(TestProgram.endlessLine(ORDER.length), TestProgram.serving());
    var events = new Recorder();
    try (var _ = backend().events(handle, events)) {
      assertThat(events.broken()).isFalse();
    }
    assertThat(events.lines()).endsWith("short");
    assertThat(events.cut()).containsExactly("x".repeat(16_000), "half");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 42, 137, 255})
  void exitCodesAreToldAsTheyAre(int code) {
    Exit exit = sutExit(TestProgram.exiting(code));
    assertThat(exit.how()).isEqualTo(new Exit.How.Code(code));
    assertThat(exit.oomKilled()).isFalse();
  }

  @Test
  void segmentationFaultIs139() {
    assertThat(sutExit(TestProgram.segfault()).how()).isEqualTo(new Exit.How.Code(139));
  }

  @Test
  void memoryLimitIsFelt() {
    Exit exit = sutExit(TestProgram.memoryHog());
    assertThat(exit.oomKilled()).isTrue();
    assertThat(exit.how()).isEqualTo(new Exit.How.Code(137));
  }

  @Test
  void childOutOfMemoryIsToldThoughTheMainProcessEndsWell() {
    Exit exit = sutExit(TestProgram.memoryHogInChild());
    assertThat(exit.oomKilled()).isTrue();
    assertThat(exit.how()).isEqualTo(new Exit.How.Code(0));
  }

  @Test
  void programThatIsNotThereIsNotStartable() {
    Exit exit = sutExit(TestProgram.missing());
    assertThat(exit.how())
        .isInstanceOfSatisfying(
            Exit.How.NotStarted.class,
            how -> {
              assertThat(how.cause()).isEqualTo(Cause.NOT_STARTABLE);
              assertThat(how.why()).contains("/app/run").contains("No such file or directory");
            });
  }

  @Test
  void processLimitIsFelt() {
    SandboxHandle handle = started(waitingRunner(), TestProgram.spawning(60));
    var usage =
        Eventually.seen(
            () -> backend().usage(handle, Part.SUT), seen -> value(seen.pidsRefused()) > 0);
    assertThat(value(usage.oomKills())).isZero();
    backend().stop(handle, Part.SUT, Duration.ZERO, FENCE);
    var exit = exited(handle).flatMap(Exited::sut).orElseThrow();
    assertThat(value(exit.pidsRefused())).isPositive();
  }

  private static long value(Usage.Counter counter) {
    return switch (counter) {
      case Usage.Counter.Value(long value) -> value;
      case Usage.Counter.Absent(String why) -> throw new AssertionError("absent: " + why);
    };
  }

  @Test
  void usageIsKeptWhenThePartHasEnded() {
    SandboxHandle handle = started(waitingRunner(), TestProgram.burning());
    var running =
        Eventually.seen(
            () -> backend().usage(handle, Part.SUT), seen -> value(seen.cpuNanos()) > 100_000_000);
    backend().stop(handle, Part.SUT, Duration.ZERO, FENCE);
    var ended = backend().usage(handle, Part.SUT);
    assertThat(value(ended.cpuNanos())).isGreaterThanOrEqualTo(value(running.cpuNanos()));
    assertThat(ended.method()).isEqualTo(running.method());
  }

  @Test
  void sandboxThatIsGoneHasNoFigures() {
    var usage = backend().usage(new SandboxHandle(UUID.randomUUID(), 1), Part.SUT);
    assertThat(usage.cpuNanos()).isInstanceOf(Usage.Counter.Absent.class);
    assertThat(usage.method()).isEqualTo("none");
  }

  @Test
  void politeProgramEndsWithinItsGrace() {
    SandboxHandle handle = ready(started(waitingRunner(), TestProgram.serving()));
    backend().stop(handle, Part.SUT, Duration.ofSeconds(20), FENCE);
    assertThat(exited(handle).flatMap(Exited::sut)).map(Exit::how).contains(new Exit.How.Code(0));
    backend().stop(handle, Part.SUT, Duration.ofSeconds(20), FENCE);
  }

  @Test
  void stubbornProgramIsGoneThreeSecondsAfterItsGrace() {
    SandboxHandle handle = ready(started(waitingRunner(), TestProgram.stubborn()));
    long begin = System.nanoTime();
    backend().stop(handle, Part.SUT, GRACE, FENCE);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(GRACE.plusSeconds(3));
    assertThat(exited(handle).flatMap(Exited::sut)).map(Exit::how).contains(new Exit.How.Code(137));
  }

  @Test
  void logCanBeReadFromAnyCursorAgainAndAgain() {
    SandboxHandle handle = started(waitingRunner(), TestProgram.talking());
    Eventually.seen(() -> exited(handle), Optional::isPresent);
    var whole = backend().logs(handle, Part.SUT, 0, 1000);
    assertThat(text(whole).lines()).containsExactlyInAnyOrder("one", "two", "three");
    assertThat(whole.next()).isEqualTo(whole.total()).isEqualTo(14);
    for (int i = 0; i < 2; i++) {
      var piece = backend().logs(handle, Part.SUT, 2, 5);
      assertThat(text(piece)).isEqualTo(text(whole).substring(2, 7));
      assertThat(piece.next()).isEqualTo(7);
    }
    assertThat(backend().logs(handle, Part.SUT, 14, 1000).bytes()).isEmpty();
    assertThat(backend().logs(handle, Part.RUNNER, 0, 1000).bytes()).isEmpty();
  }

  private static String text(LogSlice slice) {
    return new String(slice.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void removeTwiceIsAsGoodAsOnce() {
    SandboxHandle handle = started(waitingRunner(), TestProgram.stubborn());
    backend().remove(handle, FENCE);
    backend().remove(handle, FENCE);
    assertThat(backend().status(handle)).isEqualTo(new Gone());
    assertThat(backend().owned()).noneMatch(found -> found.handle().equals(handle));
    assertRefused(Cause.GONE, () -> backend().logs(handle, Part.SUT, 0, 10));
  }

  @Test
  void removeWhileStartingLeavesNothing() {
    SandboxHandle handle =
        backend().create(spec(TestProgram.hashing(64L << 20), TestProgram.serving()), FENCE);
    var starting =
        CompletableFuture.runAsync(
            () -> backend().order(handle, noise(64L << 20), 64L << 20, FENCE),
            Executors.newVirtualThreadPerTaskExecutor());
    Eventually.seen(
        () -> backend().status(handle), status -> !status.equals(new Pending(Stage.CREATED)));
    backend().remove(handle, FENCE);
    assertThatThrownBy(starting::join).hasCauseInstanceOf(SandboxRefused.class);
    assertThat(backend().status(handle)).isEqualTo(new Gone());
  }

  @Test
  void attemptsOfOneClaimAreSandboxesOfTheirOwn() {
    var first = spec(waitingRunner(), TestProgram.serving());
    var second =
        new SandboxSpec(
            first.run(), first.claim(), 2, first.expires(), first.runner(), first.sut());
    made.add(second.handle());
    backend().create(first, FENCE);
    backend().create(second, FENCE);
    backend().remove(first.handle(), FENCE);
    assertThat(new HashSet<>(backend().owned().stream().map(OwnedSandbox::handle).toList()))
        .contains(second.handle())
        .doesNotContain(first.handle());
  }

  protected static void assertRefused(
      Cause cause, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatExceptionOfType(SandboxRefused.class)
        .isThrownBy(call)
        .satisfies(refused -> assertThat(refused.why()).isEqualTo(cause));
  }
}
