package ki.testbed.cli.conformance;

import java.util.Optional;

/**
 * One check of the kit with what came of it; ids are stable for ever.
 *
 * @param wrong what is not as the protocol says; empty if nothing is
 */
public record Check(String id, String title, Optional<String> wrong) {
  /** Whether the runner passed it. */
  public boolean passed() {
    return wrong.isEmpty();
  }

  /** In one line. */
  public String line() {
    return wrong
        .map(why -> "FAIL " + id + " " + title + ": " + why)
        .orElse("pass " + id + " " + title);
  }
}
