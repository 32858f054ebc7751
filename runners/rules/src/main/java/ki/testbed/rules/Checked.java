package ki.testbed.rules;

import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Finding;

/**
 * Something read from a submitter: the value where it can be used, and everything that was found.
 *
 * @param value absent exactly where a finding is an ERROR
 */
public record Checked<T>(Optional<T> value, List<Finding> findings) {
  public Checked {
    findings = List.copyOf(findings);
    if (value.isPresent() == findings.stream().anyMatch(Finding::isError)) {
      throw new IllegalArgumentException("a value is there exactly where no finding is an ERROR");
    }
  }

  /** A value without errors. */
  public static <T> Checked<T> of(T value, List<Finding> findings) {
    return new Checked<>(Optional.of(value), findings);
  }

  /** No value, because of these findings. */
  public static <T> Checked<T> refused(List<Finding> findings) {
    return new Checked<>(Optional.empty(), findings);
  }

  /** Whether there is a value. */
  public boolean accepted() {
    return value.isPresent();
  }

  /** The findings that stop the submission. */
  public List<Finding> errors() {
    return findings.stream().filter(Finding::isError).toList();
  }
}
