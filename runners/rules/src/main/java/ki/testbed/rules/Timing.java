package ki.testbed.rules;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Outcome;
import ki.testbed.protocol.ProbeKind;

/**
 * Raw rows in the order of their index, as times that can be calculated with. Rows come from a
 * process that met hostile bytes, so no value is trusted to make sense.
 */
final class Timing {
  private final Exchanges rows;
  private final int[] order;
  private final boolean openLoop;
  private final long[] latencies;

  Timing(Exchanges rows, boolean openLoop) {
    this.rows = rows;
    this.openLoop = openLoop;
    this.order = order(rows.index());
    this.latencies = IntStream.range(0, order.length).mapToLong(this::measure).toArray();
  }

  private static int[] order(int[] index) {
    IntStream positions = IntStream.range(0, index.length);
    boolean ordered = IntStream.range(1, index.length).allMatch(i -> index[i - 1] < index[i]);
    return ordered
        ? positions.toArray()
        : positions.boxed().sorted(Comparator.comparing(i -> index[i])).mapToInt(i -> i).toArray();
  }

  int rows() {
    return order.length;
  }

  /** Position in the schedule as the row says it. */
  int index(int i) {
    return rows.index()[order[i]];
  }

  int sample(int i) {
    return rows.sample()[order[i]];
  }

  /** What the exchange was for. */
  byte probe(int i) {
    return rows.probe()[order[i]];
  }

  /** When the request was handed to the kernel, -1 if it was not. */
  long sent(int i) {
    return rows.firstWrite()[order[i]];
  }

  /** Arrival of the first piece with content, -1 without one. */
  long firstToken(int i) {
    return rows.firstToken()[order[i]];
  }

  /** Tokens by the plan's tokenizer, -1 where nobody counted. */
  int tokens(int i) {
    return rows.tokens()[order[i]];
  }

  /** Index of the distinct answer, -1 without one. */
  int answer(int i) {
    return rows.answer()[order[i]];
  }

  Outcome outcome(int i) {
    return rows.outcomeOf(order[i]);
  }

  boolean ok(int i) {
    return outcome(i) == Outcome.OK;
  }

  long scheduled(int i) {
    return rows.scheduled()[order[i]];
  }

  long picked(int i) {
    return rows.picked()[order[i]];
  }

  /** End of the answer, -1 without one. */
  long end(int i) {
    return rows.lastByte()[order[i]];
  }

  /**
   * Nanoseconds from the scheduled time in an open loop, from being taken up in a closed one, to
   * the end of the answer; {@link Long#MAX_VALUE} for everything but OK.
   */
  long latency(int i) {
    return latencies[i];
  }

  /** All latencies in the order of the rows. */
  long[] latencies() {
    return latencies.clone();
  }

  /**
   * Latencies of groups of so many rows, from the first that was taken up to the slowest; an
   * incomplete last group is left out.
   */
  long[] groups(int size) {
    return IntStream.range(0, rows() / size)
        .mapToLong(group ->
            IntStream.range(group * size, (group + 1) * size)
                .mapToLong(i -> sinceFirst(group * size, i))
                .max()
                .orElseThrow())
        .toArray();
  }

  private long sinceFirst(int first, int i) {
    return latency(i) == Long.MAX_VALUE ? Long.MAX_VALUE : end(i) - picked(first);
  }

  /** All latencies, ascending. */
  long[] ascending() {
    long[] sorted = latencies.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /** Number of exchanges with this outcome. */
  long count(Outcome outcome) {
    return IntStream.range(0, rows()).filter(i -> outcome(i) == outcome).count();
  }

  /** Number of exchanges that failed, for whatever reason but a fault of the caller's. */
  long failures() {
    return IntStream.range(0, rows()).filter(i -> !faulty(i) && !ok(i)).count();
  }

  /** Number of exchanges without a deliberate fault of the caller's. */
  long askedInGoodFaith() {
    return IntStream.range(0, rows()).filter(i -> !faulty(i)).count();
  }

  private boolean faulty(int i) {
    return ProbeKind.isFault(probe(i));
  }

  private long measure(int i) {
    long start = openLoop ? scheduled(i) : picked(i);
    return ok(i) && start >= 0 && end(i) >= start ? end(i) - start : Long.MAX_VALUE;
  }
}
