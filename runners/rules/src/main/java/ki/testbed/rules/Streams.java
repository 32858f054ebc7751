package ki.testbed.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import ki.testbed.protocol.Pieces;
import ki.testbed.protocol.ScenarioOptions.Slo;

/**
 * Times of tokens in an open loop. S is the scheduled time, F the arrival of the first piece with
 * content, Z of the last, N the tokens by the plan's tokenizer. Rows come from a process that met
 * hostile bytes: pieces that run backwards or lie before their exchange make its times infinite.
 */
final class Streams {
  private static final long NEVER = Long.MAX_VALUE;
  private static final int LEAST_TOKENS = 2;

  private final Timing timing;
  private final List<List<Integer>> pieces;
  private final Pieces all;

  Streams(Timing timing, Pieces all) {
    this.timing = timing;
    this.all = all;
    this.pieces = new ArrayList<>();
    IntStream.range(0, timing.rows()).forEach(_ -> pieces.add(new ArrayList<>()));
    for (int i = 0; i < all.rows(); i++) {
      if (all.exchange()[i] >= 0 && all.exchange()[i] < pieces.size()) {
        pieces.get(all.exchange()[i]).add(i);
      }
    }
  }

  /** Whether tokens were counted in every answer. */
  boolean counted() {
    return IntStream.range(0, timing.rows()).allMatch(i -> !timing.ok(i) || timing.tokens(i) >= 0);
  }

  /** {@code ttft@1}: F - S. */
  long[] ttft() {
    return IntStream.range(0, timing.rows()).mapToLong(this::ttft).toArray();
  }

  private long ttft(int i) {
    return sound(i) ? timing.firstToken(i) - timing.scheduled(i) : NEVER;
  }

  /** {@code tpot@1}: (Z - F)/(N - 1), where N is at least 2. */
  long[] tpot() {
    return perToken(this::tpot);
  }

  private long tpot(int i) {
    return (last(i) - timing.firstToken(i)) / (timing.tokens(i) - 1);
  }

  /** {@code tpot_chunk@1}: (Z - F)/tokens after the first piece. */
  long[] tpotChunk() {
    return perToken(i -> {
      long after = timing.tokens(i) - all.tokens()[pieces.get(i).getFirst()];
      return after > 0 ? (last(i) - timing.firstToken(i)) / after : 0;
    });
  }

  /** {@code tpot_first@1}: (Z - sent)/N. */
  long[] tpotFirst() {
    return perToken(i -> (last(i) - timing.sent(i)) / timing.tokens(i));
  }

  private long[] perToken(IntToLongFunction time) {
    return IntStream.range(0, timing.rows())
        .filter(i -> !sound(i) || timing.tokens(i) >= LEAST_TOKENS)
        .mapToLong(i -> sound(i) ? time.applyAsLong(i) : NEVER)
        .toArray();
  }

  /** {@code itl@1}: gaps between pieces, of all answers together; failures have none. */
  long[] itl() {
    return IntStream.range(0, timing.rows())
        .filter(this::sound)
        .boxed()
        .flatMapToLong(this::gaps)
        .toArray();
  }

  /** The largest gap of each answer that has one. */
  long[] itlMax() {
    return IntStream.range(0, timing.rows())
        .filter(i -> !sound(i) || pieces.get(i).size() > 1)
        .mapToLong(i -> sound(i) ? gaps(i).max().orElseThrow() : NEVER)
        .toArray();
  }

  private LongStream gaps(int i) {
    List<Integer> own = pieces.get(i);
    return IntStream.range(1, own.size())
        .mapToLong(n -> all.at()[own.get(n)] - all.at()[own.get(n - 1)]);
  }

  /** Exchanges that are OK and within all limits; one of fewer than two tokens has no TPOT. */
  boolean good(int i, Slo slo) {
    return sound(i)
        && ttft(i) <= slo.ttftNs()
        && timing.latency(i) <= slo.e2eNs()
        && (timing.tokens(i) < LEAST_TOKENS || tpot(i) <= slo.tpotNs());
  }

  private long last(int i) {
    return all.at()[pieces.get(i).getLast()];
  }

  private boolean sound(int i) {
    List<Integer> own = pieces.get(i);
    return timing.ok(i)
        && timing.scheduled(i) >= 0
        && timing.sent(i) >= timing.scheduled(i)
        && !own.isEmpty()
        && timing.firstToken(i) == all.at()[own.getFirst()]
        && timing.firstToken(i) >= timing.sent(i)
        && gaps(i).allMatch(gap -> gap >= 0)
        && last(i) <= timing.end(i);
  }
}
