package ki.testbed.queue.planner;

import java.util.List;

/** One node of a fleet: what is free on it, and what a shape would do to it. */
final class FleetNode {
  /** No lane of the node can take the shape. */
  private static final Choice NOWHERE = new Choice(-1, 0);

  private final String model;
  private final Fragmentation fragmentation;
  private final int[] free;
  private int cpuMilli;
  private int memMib;
  private int version;
  private double now;

  FleetNode(NodeFree node, Fragmentation fragmentation) {
    this.model = node.model();
    this.fragmentation = fragmentation;
    this.free = node.free().stream().mapToInt(Integer::intValue).toArray();
    this.cpuMilli = node.cpuMilli();
    this.memMib = node.memMib();
    this.now = fragmentation.of(cpuMilli, free);
  }

  /** A lane, or 0 where lanes do not matter, and the gain in fragmentation. */
  record Choice(int lane, double gain) {}

  /** The best lane for a shape; lane -1 if the node cannot take it. */
  Choice choose(Shape shape) {
    if (shape.cpuMilli() > cpuMilli || shape.memMib() > memMib || !takesModel(shape)) {
      return NOWHERE;
    }
    return switch (shape.devices()) {
      case 0 -> new Choice(0, now - fragmentation.of(cpuMilli - shape.cpuMilli(), free));
      case 1 -> oneDevice(shape);
      default -> wholeDevices(shape);
    };
  }

  void take(Shape shape, List<Integer> lanes) {
    change(shape, lanes, -1);
  }

  void give(Shape shape, List<Integer> lanes) {
    change(shape, lanes, 1);
  }

  int idle() {
    int sum = 0;
    for (int f : free) {
      sum += f;
    }
    return sum;
  }

  int cpuMilli() {
    return cpuMilli;
  }

  int version() {
    return version;
  }

  int[] free() {
    return free;
  }

  private void change(Shape shape, List<Integer> lanes, int sign) {
    cpuMilli += sign * shape.cpuMilli();
    memMib += sign * shape.memMib();
    for (int lane : lanes) {
      free[lane] += sign * shape.milli();
    }
    now = fragmentation.of(cpuMilli, free);
    version++;
  }

  private boolean takesModel(Shape shape) {
    return shape.devices() == 0 || shape.models().isEmpty() || shape.models().contains(model);
  }

  /** One try per distinct free share: best gain, then the smallest share that fits. */
  private Choice oneDevice(Shape shape) {
    Choice best = NOWHERE;
    for (int d = 0; d < free.length; d++) {
      if (free[d] < shape.milli() || seenBefore(d)) {
        continue;
      }
      double gain = gainOn(d, shape);
      boolean first = best.lane() < 0;
      if (first || gain > best.gain() || gain == best.gain() && free[d] < free[best.lane()]) {
        best = new Choice(d, gain);
      }
    }
    return best;
  }

  private boolean seenBefore(int d) {
    for (int e = 0; e < d; e++) {
      if (free[e] == free[d]) {
        return true;
      }
    }
    return false;
  }

  private double gainOn(int d, Shape shape) {
    free[d] -= shape.milli();
    double after = fragmentation.of(cpuMilli - shape.cpuMilli(), free);
    free[d] += shape.milli();
    return now - after;
  }

  /** Lowest whole devices. */
  private Choice wholeDevices(Shape shape) {
    int[] left = free.clone();
    int wanted = shape.devices();
    for (int d = 0; d < left.length && wanted > 0; d++) {
      if (left[d] == 1000) {
        left[d] = 0;
        wanted--;
      }
    }
    return wanted > 0
        ? NOWHERE
        : new Choice(0, now - fragmentation.of(cpuMilli - shape.cpuMilli(), left));
  }
}
