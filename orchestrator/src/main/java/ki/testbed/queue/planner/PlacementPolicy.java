package ki.testbed.queue.planner;

/**
 * How nodes that could take a shape are scored; higher is better, equal scores go to the fuller
 * node.
 */
public enum PlacementPolicy {
  /** Gain in fragmentation in steps of 20 thousandths of a device, over all shapes seen. */
  FGD_STEP {
    @Override
    long score(double gain) {
      return (long) Math.floor(gain / 20);
    }
  },
  /**
   * As published: a sigmoid in steps of a hundredth, over the most frequent shapes that cover 95 %.
   */
  FGD_SIGMOID {
    @Override
    long score(double gain) {
      return (long) Math.floor(100 / (1 + Math.exp(-gain / 1000)));
    }
  },
  /** Fullness alone. */
  BEST_FIT {
    @Override
    long score(double gain) {
      return 0;
    }
  };

  /**
   * Score of a placement.
   *
   * @param gain F before minus F after, in thousandths of a device
   */
  abstract long score(double gain);

  /** The mix this policy measures fragmentation against. */
  public TypicalShapes typical(java.util.List<Shape> seen) {
    return this == FGD_SIGMOID ? TypicalShapes.mostFrequent(seen, 0.95) : TypicalShapes.of(seen);
  }
}
