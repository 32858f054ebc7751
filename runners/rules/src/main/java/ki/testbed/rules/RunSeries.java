package ki.testbed.rules;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ki.testbed.protocol.Scenario;

/**
 * The series a run has, by the word before the percentile in the id of a metric: {@code latency} of
 * {@code latency_p99@1}.
 */
final class RunSeries {
  private static final int THIRDS = 3;

  private final Scenario scenario;
  private final Timing timing;
  private final Streams streams;
  private final Map<String, Series> known = new HashMap<>();

  RunSeries(Scenario scenario, Timing timing, Streams streams) {
    this.scenario = scenario;
    this.timing = timing;
    this.streams = streams;
  }

  /** What the scenario's latency is: of each exchange, or of each group. */
  Series main() {
    int group = scenario.asked().group();
    return of(group > 0 ? "latency_group" : "latency");
  }

  Series of(MetricDefinition metric) {
    return of(metric.id().substring(0, metric.id().lastIndexOf("_p")));
  }

  private Series of(String word) {
    return known.computeIfAbsent(word, this::make);
  }

  private Series make(String word) {
    if (word.equals("latency")) {
      return Series.of(timing.latencies());
    }
    if (word.equals("latency_group")) {
      return Series.of(timing.groups(scenario.asked().group()));
    }
    if (word.startsWith("latency_third")) {
      return Series.of(third(word.charAt(word.length() - 1) - '1'));
    }
    if (word.startsWith("latency_c")) {
      return Series.of(level(Integer.parseInt(word.substring("latency_c".length()))));
    }
    return Series.of(
        switch (word) {
          case "ttft" -> streams.ttft();
          case "tpot" -> streams.tpot();
          case "tpot_chunk" -> streams.tpotChunk();
          case "tpot_first" -> streams.tpotFirst();
          case "itl" -> streams.itl();
          case "itl_max" -> streams.itlMax();
          // open set: ids of metrics are text
          default -> throw new IllegalArgumentException("there is no series " + word);
        });
  }

  private long[] third(int which) {
    long[] all = timing.latencies();
    return Arrays.copyOfRange(
        all,
        (int) ((long) all.length * which / THIRDS),
        (int) ((long) all.length * (which + 1) / THIRDS));
  }

  private long[] level(int width) {
    return IntStream.range(0, timing.rows())
        .filter(i -> levelOf(timing.picked(i)) == width)
        .mapToLong(timing::latency)
        .toArray();
  }

  /** Exchanges in flight that were meant at a moment of the window; 0 outside. */
  int levelOf(long moment) {
    List<Integer> levels = scenario.asked().levels();
    return moment < 0 || moment >= scenario.windowNs()
        ? 0
        : levels.get((int) Math.min(levels.size() - 1L, moment / levelNs()));
  }

  /** Length of a level. */
  long levelNs() {
    return Math.max(1, scenario.windowNs() / Math.max(1, scenario.asked().levels().size()));
  }

  /** Start of the level with this width. */
  long levelStart(int width) {
    return scenario.asked().levels().indexOf(width) * levelNs();
  }
}
