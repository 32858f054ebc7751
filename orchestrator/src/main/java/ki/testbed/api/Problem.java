package ki.testbed.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import ki.testbed.protocol.Finding;
import ki.testbed.rules.Blame;

/**
 * An error as RFC 9457 writes it, with what a person needs beside it.
 *
 * @param type address of the page that explains it
 * @param instance path of the request
 * @param reason the code, closed set
 * @param blame who has to act
 * @param requestId finds the request in the log
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String reason,
    Blame blame,
    String nextStep,
    String requestId,
    List<Finding> findings) {
  Problem {
    findings = List.copyOf(findings);
  }
}
