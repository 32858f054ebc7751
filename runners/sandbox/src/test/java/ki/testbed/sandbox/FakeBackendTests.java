package ki.testbed.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import ki.testbed.protocol.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeBackendTests extends SandboxBackendContract {
  private final FakeBackend backend =
      new FakeBackend(InstantSource.fixed(Instant.EPOCH), (_, _) -> {});

  @Override
  protected SandboxBackend backend() {
    return backend;
  }

  @Override
  protected ImageSource image(TestProgram program) {
    var id = Sha256.of(program.name().getBytes(StandardCharsets.UTF_8));
    backend.program(id, program.fake());
    return new ImageSource(id, List.of(), InputStream::nullInputStream);
  }

  @AfterEach
  void close() {
    backend.faults().engineAway(false);
    backend.close();
  }

  @Test
  void failedCreateMakesNothing() {
    var spec = spec(TestProgram.hashing(1), TestProgram.serving());
    backend.faults().failNextCreate(new SandboxUnreachable("no answer"));
    assertThatExceptionOfType(SandboxUnreachable.class)
        .isThrownBy(() -> backend.create(spec, FENCE));
    assertThat(backend.status(spec.handle())).isEqualTo(new SandboxStatus.Gone());
    assertThat(backend.create(spec, FENCE)).isEqualTo(spec.handle());
  }

  @Test
  void lostAnswerLeavesTheSandboxToBeFound() {
    var spec = spec(TestProgram.hashing(1), TestProgram.serving());
    backend.faults().loseNextCreateAnswer();
    assertThatExceptionOfType(SandboxUnreachable.class)
        .isThrownBy(() -> backend.create(spec, FENCE));
    assertThat(backend.owned()).extracting(OwnedSandbox::handle).containsExactly(spec.handle());
  }

  @Test
  void restartedEngineHasLostHowTheyEnded() {
    var handle = started(TestProgram.hashing(14), TestProgram.serving());
    backend.restartEngine();
    assertThat(backend.status(handle))
        .isInstanceOfSatisfying(
            SandboxStatus.Exited.class,
            exited ->
                assertThat(exited.sut()).map(Exit::how).containsInstanceOf(Exit.How.Unknown.class));
  }

  @Test
  void absentEngineAnswersNobodyAndItsSandboxesGoOn() {
    var handle = started(TestProgram.hashing(14), TestProgram.serving());
    var events = new Recorder();
    try (var _ = backend.events(handle, events)) {
      backend.faults().engineAway(true);
      assertThat(events.broken()).isTrue();
    }
    assertThatExceptionOfType(SandboxUnreachable.class).isThrownBy(backend::owned);
    backend.faults().engineAway(false);
    assertThat(backend.status(handle)).isInstanceOf(SandboxStatus.Ready.class);
  }

  @Test
  void silentSandboxDoesNotSilenceOthers() {
    var silent = started(TestProgram.hashing(14), TestProgram.serving());
    var other = started(TestProgram.hashing(14), TestProgram.serving());
    backend.faults().hang(silent);
    assertThatExceptionOfType(SandboxUnreachable.class).isThrownBy(() -> backend.status(silent));
    assertThat(backend.status(other)).isInstanceOf(SandboxStatus.Ready.class);
    backend.faults().unhang(silent);
  }

  @Test
  void ghostsKeepASandboxFromBeingRemoved() {
    var handle = started(TestProgram.hashing(14), TestProgram.serving());
    backend.faults().ghost(handle);
    assertThatExceptionOfType(SandboxUnreachable.class)
        .isThrownBy(() -> backend.remove(handle, FENCE));
    backend.faults().exorcise(handle);
    backend.remove(handle, FENCE);
  }

  @Test
  void runnerAsFunctionGetsItsOrderAndAnswersWithLines() {
    try (var simple =
        new FakeBackend(
            InstantSource.fixed(Instant.EPOCH),
            (order, stdout) ->
                stdout.accept(new String(order, StandardCharsets.UTF_8).strip() + "!"))) {
      var spec = spec(TestProgram.hashing(3), TestProgram.serving());
      simple.load(spec.runner().image(), FENCE);
      simple.load(spec.sut().image(), FENCE);
      simple.create(spec, FENCE);
      simple.order(
          spec.handle(),
          new java.io.ByteArrayInputStream("go\n".getBytes(StandardCharsets.UTF_8)),
          3,
          FENCE);
      var events = new Recorder();
      try (var _ = simple.events(spec.handle(), events)) {
        assertThat(events.broken()).isFalse();
      }
      assertThat(events.lines()).containsExactly("go!");
    }
  }
}
