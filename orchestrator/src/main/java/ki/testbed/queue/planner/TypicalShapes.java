package ki.testbed.queue.planner;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The mix of shapes that usually comes, each with its share of all; what a free device is worth
 * depends on it.
 */
public record TypicalShapes(List<Weighted> shapes) {
  private static final Comparator<Shape> ORDER =
      Comparator.comparingInt(Shape::devices)
          .thenComparingInt(Shape::milli)
          .thenComparingInt(Shape::cpuMilli)
          .thenComparing(shape -> String.join("|", shape.models().stream().sorted().toList()));

  public TypicalShapes {
    shapes = List.copyOf(shapes);
  }

  /** A shape without its memory, which the mix leaves out, and its share of all. */
  public record Weighted(int cpuMilli, int devices, int milli, Set<String> models, double share) {}

  /** Everything that came. */
  public static TypicalShapes of(List<Shape> seen) {
    return mostFrequent(seen, 1.0);
  }

  /** The most frequent shapes that together cover this share of what came, weights summing to 1. */
  public static TypicalShapes mostFrequent(List<Shape> seen, double coverage) {
    Map<Shape, Integer> counts = new TreeMap<>(ORDER);
    for (Shape shape : seen) {
      counts.merge(
          new Shape(shape.cpuMilli(), 0, shape.devices(), shape.milli(), shape.models()),
          1,
          Integer::sum);
    }
    List<Map.Entry<Shape, Integer>> ranked =
        counts.entrySet().stream()
            .sorted(Map.Entry.<Shape, Integer>comparingByValue().reversed())
            .toList();
    int covered = 0;
    int taken = 0;
    while (taken < ranked.size() && covered < coverage * seen.size()) {
      covered += ranked.get(taken++).getValue();
    }
    double all = covered;
    return new TypicalShapes(
        ranked.subList(0, taken).stream().map(entry -> weighted(entry, all)).toList());
  }

  private static Weighted weighted(Map.Entry<Shape, Integer> entry, double all) {
    Shape shape = entry.getKey();
    return new Weighted(
        shape.cpuMilli(), shape.devices(), shape.milli(), shape.models(), entry.getValue() / all);
  }
}
