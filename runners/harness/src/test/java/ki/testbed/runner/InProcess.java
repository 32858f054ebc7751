package ki.testbed.runner;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import ki.testbed.protocol.Order;
import ki.testbed.protocol.SutProtocol;
import ki.testbed.protocol.Wire;
import ki.testbed.runner.measure.Calibration;
import ki.testbed.runner.report.EventWriter;

/** A whole run inside the test's process: everything but the process itself is real. */
final class InProcess {
  private InProcess() {}

  /** A calibration that shows that it runs, and takes no time. */
  private static Calibration.Extent brief(CalibrationExtent which, ReceivedOrder received) {
    return new Calibration.Extent(400, 150_000_000, 4, received.shape().rate());
  }

  static Said run(Order order, int samples) throws Exception {
    return run(order, samples, new Cancellation(), SandboxView.here(), false);
  }

  static Said sealed(Order order, int samples, Path proc) throws Exception {
    return run(order, samples, new Cancellation(), new SandboxView(proc, proc), true);
  }

  static Said run(
      Order order, int samples, Cancellation cancellation, SandboxView view, boolean sealed)
      throws Exception {
    byte[] bytes =
        order.target().protocol() == SutProtocol.OPENAI
            ? Orders.chatBytes(order, samples)
            : Orders.bytes(order, samples);
    ReceivedOrder received = new OrderReader(new ByteArrayInputStream(bytes), 64 << 20).read();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EventWriter events =
        new EventWriter(
            out,
            new EventWriter.Stamp(
                order.run(),
                order.attempt(),
                order.caps().stdoutBytes(),
                System::nanoTime,
                InstantSource.system()));
    try (Instruments instruments =
        Instruments.open(received, System::nanoTime, InstantSource.system(), cancellation)) {
      new Run(received, instruments, events, cancellation, InProcess::brief).perform(view, sealed);
    }
    return new Said(out.toString(StandardCharsets.UTF_8).lines().map(Wire::readEvent).toList(), 0);
  }
}
