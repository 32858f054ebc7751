package ki.testbed.runner.measure;

import java.util.List;

/** How many exchanges a closed loop keeps in flight. */
@FunctionalInterface
public interface InFlightRule {
  /**
   * How many to start now.
   *
   * @param inFlight exchanges that have begun and not ended
   * @param sinceStartNs time since the loop started
   */
  int toStart(int inFlight, long sinceStartNs);

  /** Always the same number. */
  static InFlightRule steady(int width) {
    return (inFlight, _) -> width - inFlight;
  }

  /** All at once, and again when all have ended. */
  static InFlightRule groups(int size) {
    return (inFlight, _) -> inFlight == 0 ? size : 0;
  }

  /** One number after the other, each for so long, the last one for ever. */
  static InFlightRule levels(List<Integer> widths, long eachNs) {
    int[] all = widths.stream().mapToInt(Integer::intValue).toArray();
    return (inFlight, since) ->
        all[(int) Math.clamp(since / Math.max(1, eachNs), 0, all.length - 1)] - inFlight;
  }
}
