package ki.testbed.runner.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ki.testbed.protocol.Figure;
import ki.testbed.runner.measure.BodySink;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As fast as it goes over 32 connections, beside wrk and hey, by turns. */
@Tag("bench")
class ClosedLoopFiguresTests {
  private static final int WIDTH = 32;
  private static final int ROUNDS = 3;
  private static final int SECONDS = 3;
  private static final String BODY =
      "{\"inputs\":[{\"name\":\"t\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"x\"]}],\"id\":\"0123456789abcdef0123456789abcdef\"}";
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

  @TempDir Path folder;

  @Test
  void besideWrkAndHey() throws Exception {
    try (ServerProcess server = ServerProcess.start();
        RunnerLoad load = new RunnerLoad(server.port(), WIDTH)) {
      String url = "http://127.0.0.1:" + server.port() + "/v2/models/echo/infer";
      double ours = 0;
      double wrk = 0;
      double hey = 0;
      for (int round = -1; round < ROUNDS; round++) {
        double counts = round < 0 ? 0 : 1.0 / ROUNDS;
        ours += counts * ours(load);
        wrk += counts * rate("wrk", "-t1", "-c" + WIDTH, "-d" + SECONDS, "-s", script(), url);
        hey +=
            counts
                * rate("hey", "-z", SECONDS + "s", "-c", "" + WIDTH, "-m", "POST", "-d", BODY, url);
      }
      report(ours, wrk, hey);
    }
  }

  private static double ours(RunnerLoad load) {
    int rows = load.closed(WIDTH, 600_000, SECONDS, BodySink.NOTHING).latencies().length;
    return rows / (double) SECONDS;
  }

  private String script() throws IOException {
    Path script = folder.resolve("post.lua");
    Files.writeString(script, "wrk.method = 'POST'\nwrk.body = '" + BODY + "'\n");
    return script.toString();
  }

  private static double rate(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    Matcher rate = RATE.matcher(said);
    assertThat(rate.find()).as(said).isTrue();
    return Double.parseDouble(rate.group(1));
  }

  private static void report(double ours, double wrk, double hey) {
    Figure.report("closed_loop_32_runner", ours, "1/s");
    Figure.report("closed_loop_32_wrk", wrk, "1/s");
    Figure.report("closed_loop_32_hey", hey, "1/s");
    Figure.report("closed_loop_32_runner_of_wrk", ours / wrk, "ratio");
    Figure.report("closed_loop_32_runner_of_hey", ours / hey, "ratio");
    assertThat(List.of(ours / wrk)).allMatch(ratio -> ratio >= 0.7);
    assertThat(ours).isGreaterThan(hey);
  }
}
