package ki.testbed.sandbox;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a sandbox left behind when it ended and what had to be ended by force; mostly nothing.
 *
 * @param killed names of the processes that outlived their container
 * @param shims containers whose keeper on the engine's side had to be ended
 */
public record Leftovers(List<String> killed, int shims) {
  /** As it should be. */
  public static final Leftovers NONE = new Leftovers(List.of(), 0);

  public Leftovers {
    killed = List.copyOf(killed);
  }

  /** Whether there was nothing. */
  public boolean none() {
    return killed.isEmpty() && shims == 0;
  }

  /** These and those. */
  public Leftovers and(Leftovers other) {
    return new Leftovers(
        Stream.concat(killed.stream(), other.killed.stream()).toList(), shims + other.shims);
  }
}
