package ki.testbed.rules;

import java.util.PriorityQueue;

/**
 * How many exchanges had been scheduled and had not ended, seen by each arrival; a failed one
 * without an end counts as over at once.
 */
final class InFlight {
  private InFlight() {}

  static double[] atArrivals(Timing timing) {
    var ends = new PriorityQueue<Long>();
    double[] seen = new double[timing.rows()];
    for (int i = 0; i < seen.length; i++) {
      long now = timing.scheduled(i);
      while (!ends.isEmpty() && ends.peek() <= now) {
        ends.remove();
      }
      seen[i] = ends.size();
      if (timing.end(i) > now) {
        ends.add(timing.end(i));
      }
    }
    return seen;
  }
}
