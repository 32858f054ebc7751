package ki.testbed.runner.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** The JDK's client, asynchronous, its departures waited for actively as the runner's are. */
final class JdkClient {
  private static final long MARGIN_NS = 250_000;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpRequest request;

  JdkClient(int port, String body) {
    request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v2/models/echo/infer"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
  }

  /** Latencies from the schedule, not sorted. */
  long[] run(long[] offsets) throws InterruptedException {
    long[] latencies = new long[offsets.length];
    CountDownLatch left = new CountDownLatch(offsets.length);
    long origin = System.nanoTime() + 1_000_000;
    for (int i = 0; i < offsets.length; i++) {
      long due = origin + offsets[i];
      await(due);
      int row = i;
      var _ =
          client
              .sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
              .whenComplete((_, _) -> {
                latencies[row] = System.nanoTime() - due;
                left.countDown();
              });
    }
    left.await();
    return latencies;
  }

  private static void await(long due) {
    for (long rest = due - System.nanoTime(); rest > MARGIN_NS; rest = due - System.nanoTime()) {
      LockSupport.parkNanos(rest - MARGIN_NS);
    }
    while (System.nanoTime() < due) {
      Thread.onSpinWait();
    }
  }
}
