package ki.testbed.runner.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import ki.testbed.runner.arrival.Seed;
import ki.testbed.runner.driver.Bench;
import org.junit.jupiter.api.Test;

class CalibrationTests {
  private static final Seed SEED = Seed.parse("0".repeat(64));

  @Test
  void measuresTheRunnerItself() {
    try (Bench bench = new Bench(1, 4);
        Departures departures = new Departures(System::nanoTime, 2)) {
      Calibration.Means means =
          new Calibration.Means(
              bench.transport,
              departures,
              bench.driver,
              SEED,
              Bench.SAMPLES,
              120,
              System::nanoTime);
      Calibration.Figures open =
          new Calibration(
                  means,
                  new Calibration.Extent(500, 300_000_000, 4, Optional.of(200.0)),
                  () -> false)
              .conduct();
      assertThat(open.exchanges()).isBetween(530L, 620L);
      assertThat(open.attainablePerSecond()).isGreaterThan(500);
      assertThat(open.p50Ns())
          .isPositive()
          .isLessThanOrEqualTo(open.p99Ns())
          .isLessThan(300_000_000);
      assertThat(open.foreign()).isZero();
      Calibration.Figures single =
          new Calibration(
                  means, new Calibration.Extent(200, 100_000_000, 1, Optional.empty()), () -> false)
              .conduct();
      assertThat(single.p50Ns()).isPositive().isLessThan(100_000_000);
    }
  }

  @Test
  void othersAreNotServedAndCounted() throws IOException {
    try (NullServer server = new NullServer(10);
        Socket foreign = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      assertThat(foreign.getInputStream().read()).isEqualTo(-1);
      assertThat(server.foreignCount()).isEqualTo(1);
      assertThat(server.acceptedCount()).isZero();
      server.seal();
      assertThat(refused(server.port())).isTrue();
    }
  }

  private static boolean refused(int port) {
    long until = System.nanoTime() + 2_000_000_000L;
    while (System.nanoTime() < until) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        LockSupport.parkNanos(1_000_000);
      } catch (IOException e) {
        return true;
      }
    }
    return false;
  }
}
