package ki.testbed.rules.label;

import java.io.Serial;
import java.util.List;

/** A scheme's files contradict each other or themselves; nothing of them is used. */
public final class SchemeRefused extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient List<String> findings;

  SchemeRefused(List<String> findings) {
    super(String.join("; ", findings));
    this.findings = List.copyOf(findings);
  }

  /** All that is wrong, in English. */
  public List<String> findings() {
    return findings;
  }
}
