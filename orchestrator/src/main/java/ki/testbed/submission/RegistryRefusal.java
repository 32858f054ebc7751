package ki.testbed.submission;

import ki.testbed.protocol.Finding;

/** An image that cannot be had from its registry; the finding says why. */
final class RegistryRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  RegistryRefusal(Finding finding) {
    super(finding.id() + " " + finding.message().en());
    this.finding = finding;
  }

  Finding finding() {
    return finding;
  }
}
