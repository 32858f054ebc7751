package ki.testbed.api;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import java.util.List;
import org.springframework.http.HttpMethod;

/**
 * Every operation of the API. What is not listed does not exist: it is denied before a controller
 * sees it, and a test fails on a mapping that is missing here. Which caller may do what is the
 * modules' decision, as it depends on the object.
 */
final class ApiRules {
  /** Start of every path. */
  static final String ROOT = "/api/v1";

  /** All operations. */
  static final List<Rule> ALL =
      List.of(
          new Rule(GET, "/me"),
          new Rule(GET, "/limits"),
          new Rule(POST, "/manifest-checks"),
          new Rule(POST, "/uploads"),
          new Rule(HEAD, "/uploads/{id}"),
          new Rule(PATCH, "/uploads/{id}"),
          new Rule(DELETE, "/uploads/{id}"),
          new Rule(GET, "/submissions"),
          new Rule(POST, "/submissions"),
          new Rule(GET, "/submissions/{id}"),
          new Rule(DELETE, "/submissions/{id}"),
          new Rule(GET, "/test-plans"),
          new Rule(GET, "/test-plans/{id}/versions/{version}"),
          new Rule(GET, "/data-sets"),
          new Rule(GET, "/data-sets/{id}/versions/{version}"),
          new Rule(GET, "/evaluations"),
          new Rule(POST, "/evaluations"),
          new Rule(GET, "/evaluations/{id}"),
          new Rule(GET, "/evaluations/{id}/result"),
          new Rule(GET, "/evaluations/{id}/events"),
          new Rule(POST, "/evaluations/{id}/cancellation"),
          new Rule(GET, "/runs/{id}"),
          new Rule(GET, "/runs/{id}/history"),
          new Rule(GET, "/runs/{id}/measurements"),
          new Rule(GET, "/runs/{id}/environment"),
          new Rule(GET, "/runs/{id}/events"),
          new Rule(GET, "/runs/{id}/logs"),
          new Rule(GET, "/runs/{id}/plots/latency-cdf"),
          new Rule(GET, "/tokens"),
          new Rule(POST, "/tokens"),
          new Rule(GET, "/tokens/{id}"),
          new Rule(DELETE, "/tokens/{id}"),
          new Rule(GET, "/nodes"),
          new Rule(GET, "/nodes/{id}"),
          new Rule(GET, "/queue"));

  private ApiRules() {}

  /** One operation; the path starts behind {@link #ROOT}. */
  record Rule(HttpMethod method, String path) {
    /** The whole path. */
    String pattern() {
      return ROOT + path;
    }
  }
}
