package ki.testbed.rules;

import ki.testbed.protocol.Event;

/** The runner against its null server, as a result keeps it; see {@link Event.Calibration}. */
public record CalibrationFigures(
    String which, long p50Ns, long p99Ns, Decimal attainablePerSecond, long exchanges) {
  static CalibrationFigures of(Event.Calibration seen) {
    return new CalibrationFigures(
        seen.which(),
        seen.p50Ns(),
        seen.p99Ns(),
        Decimal.of(Math.max(0, seen.attainablePerSecond())),
        seen.exchanges());
  }
}
