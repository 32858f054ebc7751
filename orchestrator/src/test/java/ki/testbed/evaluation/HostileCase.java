package ki.testbed.evaluation;

import java.util.function.Supplier;
import ki.testbed.catalog.PlanRef;

/**
 * One hostile submission and how it has to end.
 *
 * @param number of the case; a case may have several variants
 * @param variant in a few words
 */
record HostileCase(int number, String variant, Handed handed, PlanRef plan, Expected expected) {
  /** The quick plan: quality, without a timed window. */
  static final PlanRef QUICK = new PlanRef("hostile", 1);

  /** A window under load. */
  static final PlanRef LOAD = new PlanRef("hostile-load", 1);

  /** What is handed in. */
  sealed interface Handed {
    String manifest();

    /** The hostile sample, told what to do by its manifest. */
    record Sample(String manifest) implements Handed {}

    /** An archive of its own. */
    record Archive(Supplier<byte[]> bytes, String manifest) implements Handed {}
  }

  HostileCase under(PlanRef other) {
    return new HostileCase(number, variant, handed, other, expected);
  }

  @Override
  public String toString() {
    return "%2d %s".formatted(number, variant);
  }
}
