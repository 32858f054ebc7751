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

  /** A longer one, and a limit on the slowest answers. */
  static final PlanRef TAIL = new PlanRef("hostile-tail", 1);

  /** Whether its numbers depend on what else the machine does. */
  boolean timed() {
    return !plan.equals(QUICK);
  }

  /** What is handed in. */
  sealed interface Handed {
    /** The hostile sample, told what to do by its manifest. */
    record Sample(String manifest) implements Handed {}

    /** An archive of its own. */
    record Archive(Supplier<byte[]> bytes, String manifest) implements Handed {}

    /** Bytes sent in a way of their own. */
    record Bytes(UploadCases.Attack attack) implements Handed {}
  }

  /** The same under a plan with a window, and with the processor that such a one needs. */
  HostileCase under(PlanRef other) {
    Handed quicker =
        handed instanceof Handed.Sample(String manifest)
            ? new Handed.Sample(manifest.replace("cpu: \"0.5\"", "cpu: \"1\""))
            : handed;
    return new HostileCase(number, variant, quicker, other, expected);
  }

  @Override
  public String toString() {
    return "%2d %s".formatted(number, variant);
  }
}
