package ki.testbed.catalog;

import java.util.List;
import ki.testbed.protocol.Finding;

/**
 * A plan or data set that comes with the service cannot be taken; the message says which, why and
 * what to do. The service does not start.
 */
final class CatalogRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CatalogRefused(String what, List<Finding> findings) {
    super(what + " is not valid:" + lines(findings));
  }

  CatalogRefused(String message) {
    super(message);
  }

  private static String lines(List<Finding> findings) {
    var lines = new StringBuilder();
    for (var finding : findings) {
      lines.append("\n  ").append(finding.id()).append(' ').append(finding.pointer()).append(": ");
      lines.append(finding.message().en()).append(' ').append(finding.nextStep().en());
    }
    return lines.toString();
  }
}
