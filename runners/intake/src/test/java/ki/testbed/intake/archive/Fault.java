package ki.testbed.intake.archive;

import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * An archive with exactly one thing wrong with it, or worth saying.
 *
 * @param id the finding it must have, and no other
 * @param what in words
 * @param archive makes its bytes
 */
public record Fault(String id, String what, Supplier<byte[]> archive) {
  /** Every kind of finding that an archive alone can cause, but for half a million files (I104). */
  public static Stream<Fault> all() {
    return Stream.of(
            FaultyContainers.all(), FaultyConfigs.all(), FaultyEntries.all(), FaultyStarts.all())
        .flatMap(faults -> faults);
  }

  @Override
  public String toString() {
    return id + " " + what;
  }
}
