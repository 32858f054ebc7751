package ki.testbed.evidence.plot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What the SUT used over time, thinned for a picture; counters that could not be read leave a gap
 * and are never zero.
 *
 * @param cores processor time per time, in cores, at the middle of the span it was used in
 * @param memoryBytes the most that was held in each span
 */
public record UsageCurve(List<Point> cores, List<Point> memoryBytes) {
  public UsageCurve {
    cores = List.copyOf(cores);
    memoryBytes = List.copyOf(memoryBytes);
  }

  /** One reading of the counters. */
  public record Reading(Instant at, OptionalLong cpuNanos, OptionalLong memoryBytes) {}

  /** A value at a time. */
  public record Point(Instant at, double value) {}

  /**
   * From readings in the order of their time.
   *
   * @param spans about how many points to keep
   */
  public static UsageCurve of(List<Reading> readings, int spans) {
    if (readings.size() < 2) {
      return new UsageCurve(List.of(), List.of());
    }
    Duration all = Duration.between(readings.getFirst().at(), readings.getLast().at());
    Duration span = Duration.ofNanos(Math.max(1, all.toNanos() / spans));
    List<List<Reading>> parts = parts(readings, span);
    return new UsageCurve(points(parts, UsageCurve::cores), points(parts, UsageCurve::mostMemory));
  }

  /** Each part begins with the last reading of the one before, so that no use is lost. */
  private static List<List<Reading>> parts(List<Reading> readings, Duration span) {
    List<List<Reading>> parts = new ArrayList<>();
    List<Reading> part = new ArrayList<>();
    for (Reading reading : readings) {
      part.add(reading);
      if (Duration.between(part.getFirst().at(), reading.at()).compareTo(span) >= 0) {
        parts.add(part);
        part = new ArrayList<>(List.of(reading));
      }
    }
    return parts;
  }

  private static List<Point> points(
      List<List<Reading>> parts, Function<List<Reading>, Optional<Point>> point) {
    return parts.stream().flatMap(part -> point.apply(part).stream()).toList();
  }

  private static Optional<Point> cores(List<Reading> part) {
    Reading first = part.getFirst();
    Reading last = part.getLast();
    long nanos = Duration.between(first.at(), last.at()).toNanos();
    if (first.cpuNanos().isEmpty() || last.cpuNanos().isEmpty() || nanos <= 0) {
      return Optional.empty();
    }
    double used = last.cpuNanos().getAsLong() - first.cpuNanos().getAsLong();
    return Optional.of(new Point(first.at().plusNanos(nanos / 2), Math.max(0, used) / nanos));
  }

  private static Optional<Point> mostMemory(List<Reading> part) {
    return part.stream()
        .filter(reading -> reading.memoryBytes().isPresent())
        .max(Comparator.comparingLong(reading -> reading.memoryBytes().getAsLong()))
        .map(reading -> new Point(reading.at(), reading.memoryBytes().getAsLong()));
  }

  /** The mean of the cores used between two times; empty if nothing was read there. */
  public OptionalDouble meanCores(Instant from, Instant to) {
    return between(cores, from, to).stream().mapToDouble(Point::value).average();
  }

  /** The most memory held between two times, in bytes; empty if nothing was read there. */
  public OptionalDouble mostMemoryBytes(Instant from, Instant to) {
    return between(memoryBytes, from, to).stream().mapToDouble(Point::value).max();
  }

  private static List<Point> between(List<Point> points, Instant from, Instant to) {
    return points.stream()
        .filter(point -> !point.at().isBefore(from) && !point.at().isAfter(to))
        .toList();
  }
}
