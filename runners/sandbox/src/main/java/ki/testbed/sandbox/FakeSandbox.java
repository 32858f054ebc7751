package ki.testbed.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import ki.testbed.protocol.Sha256;

/** A sandbox of the fake: its spec and its two parts. */
final class FakeSandbox {
  private final SandboxSpec spec;
  private final long epoch;
  private final FakeContainer runner;
  private final FakeContainer sut;
  private final AtomicBoolean ordered = new AtomicBoolean();

  FakeSandbox(SandboxSpec spec, long epoch, InstantSource clock) {
    this.spec = spec;
    this.epoch = epoch;
    this.runner = new FakeContainer(clock, Part.RUNNER, spec.runner().resources());
    this.sut = new FakeContainer(clock, Part.SUT, spec.sut().resources());
  }

  SandboxSpec spec() {
    return spec;
  }

  Sha256 hash() {
    return spec.hash();
  }

  OwnedSandbox owned() {
    return new OwnedSandbox(spec.handle(), spec.run(), epoch, spec.expires());
  }

  FakeContainer part(Part part) {
    return switch (part) {
      case RUNNER -> runner;
      case SUT -> sut;
    };
  }

  void order(FakeProgram program, InputStream order, long bytes) {
    if (!ordered.compareAndSet(false, true)) {
      throw notDelivered("an order went in before");
    }
    runner.start(program);
    try {
      pour(order, bytes);
    } catch (IOException e) {
      throw notDelivered(
          runner.exit().isPresent()
              ? "the runner has ended"
              : "the order cannot be read: " + e.getMessage());
    }
  }

  private void pour(InputStream order, long bytes) throws IOException {
    var buffer = new byte[1 << 16];
    long left = bytes;
    while (left > 0) {
      int read = order.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new IOException("it ends " + left + " bytes early");
      }
      runner.order().write(buffer, 0, read);
      left -= read;
    }
    runner.order().close();
  }

  private static SandboxRefused notDelivered(String message) {
    return new SandboxRefused(SandboxRefused.Cause.ORDER_NOT_DELIVERED, message);
  }

  SandboxStatus status() {
    Optional<Exit> runnerExit = runner.exit();
    Optional<Exit> sutExit = sut.exit();
    if (runnerExit.isPresent() || sutExit.isPresent()) {
      return new SandboxStatus.Exited(runnerExit, sutExit, sut.started());
    }
    if (sut.started().isPresent()) {
      return new SandboxStatus.Ready(sut.started().get());
    }
    return new SandboxStatus.Pending(
        runner.running() ? SandboxStatus.Stage.RUNNER_WAITS : SandboxStatus.Stage.CREATED);
  }

  void kill() {
    runner.end(new Exit.How.Code(137), false);
    sut.end(new Exit.How.Code(137), false);
  }

  /** The engine forgets how those ended that ran. */
  void lose() {
    for (var part : Part.values()) {
      if (part(part).running()) {
        part(part).end(new Exit.How.Unknown("the engine was restarted"), false);
      }
    }
  }
}
