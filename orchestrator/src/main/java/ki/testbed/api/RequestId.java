package ki.testbed.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;

/** Names a request in its answer and in the log. */
final class RequestId {
  private static final String ATTRIBUTE = RequestId.class.getName();

  private RequestId() {}

  /** The request's id, made on first use. */
  static String of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String id) {
      return id;
    }
    String id = UUID.randomUUID().toString();
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }
}
