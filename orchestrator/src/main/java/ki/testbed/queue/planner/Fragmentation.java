package ki.testbed.queue.planner;

import java.util.List;

/**
 * How much of a node's free devices the usual mix of shapes could not use: F(n) = sum over typical
 * shapes m of share(m) x lost(n, m), in thousandths of a device. lost is all that is idle if n
 * cannot take m or m needs no device, else what is idle on devices too full for m. Source:
 * fragmentation gradient descent, USENIX ATC 2023.
 */
final class Fragmentation {
  private final List<TypicalShapes.Weighted> shapes;

  /** For one device model, those typical shapes that would take it; the others can never use it. */
  private Fragmentation(List<TypicalShapes.Weighted> shapes) {
    this.shapes = shapes;
  }

  /** The measure for nodes of this device model. */
  static Fragmentation on(String model, TypicalShapes typical) {
    return new Fragmentation(
        typical.shapes().stream()
            .map(m -> m.models().isEmpty() || m.models().contains(model) ? m : unusable(m))
            .toList());
  }

  private static TypicalShapes.Weighted unusable(TypicalShapes.Weighted m) {
    return new TypicalShapes.Weighted(m.cpuMilli(), 0, 0, m.models(), m.share());
  }

  /** F of a node with this much CPU and these free thousandths per device. */
  double of(int cpuMilli, int[] free) {
    int idle = 0;
    for (int f : free) {
      idle += f;
    }
    double lost = 0;
    for (TypicalShapes.Weighted m : shapes) {
      lost += m.share() * lost(m, cpuMilli, free, idle);
    }
    return lost;
  }

  private static int lost(TypicalShapes.Weighted m, int cpuMilli, int[] free, int idle) {
    if (m.devices() == 0 || m.cpuMilli() > cpuMilli) {
      return idle;
    }
    int able = 0;
    int tooFull = 0;
    for (int f : free) {
      if (f >= m.milli()) {
        able++;
      } else {
        tooFull += f;
      }
    }
    return able < m.devices() ? idle : tooFull;
  }
}
