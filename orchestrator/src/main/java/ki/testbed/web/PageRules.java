package ki.testbed.web;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import java.util.List;
import org.springframework.http.HttpMethod;

/**
 * Every address of the pages; what is not listed is denied, and a test fails on a mapping that is
 * missing here.
 */
final class PageRules {
  /** All of them. */
  static final List<Rule> ALL =
      List.of(
          open(GET, "/"),
          open(GET, "/start"),
          open(GET, "/login"),
          open(POST, "/login"),
          open(GET, "/login-link/{secret}"),
          open(GET, "/problems/{code}"),
          open(GET, "/openapi/testbed-v1.yaml"),
          open(GET, "/assets/**"),
          open(GET, "/webjars/**"),
          open(GET, "/favicon.ico"),
          known(POST, "/logout"),
          known(GET, "/submissions"),
          known(POST, "/submissions"),
          known(POST, "/submissions/references"),
          known(GET, "/submissions/new"),
          known(POST, "/submissions/new/check"),
          known(POST, "/submissions/new/uploads"),
          known(HEAD, "/submissions/new/uploads/{id}"),
          known(PATCH, "/submissions/new/uploads/{id}"),
          known(DELETE, "/submissions/new/uploads/{id}"),
          known(GET, "/submissions/{id}"),
          known(GET, "/submissions/{id}/state"),
          known(POST, "/submissions/{id}/withdrawal"),
          known(GET, "/plans"),
          known(GET, "/evaluations"),
          known(POST, "/evaluations"),
          known(GET, "/evaluations/{id}"),
          known(GET, "/evaluations/{id}/live"),
          known(GET, "/evaluations/{id}/events"),
          known(POST, "/evaluations/{id}/cancellation"),
          known(GET, "/evaluations/{id}/statement"),
          known(GET, "/reviews"),
          known(GET, "/reviews/{id}"),
          known(GET, "/reviews/{id}/runs/{run}"),
          known(POST, "/statements/{id}/levels"),
          known(POST, "/statements/{id}/items"),
          known(POST, "/statements/{id}/needs"),
          known(POST, "/statements/{id}/risks"),
          known(POST, "/statements/{id}/moves"),
          known(POST, "/statements/{id}/assignment"),
          known(POST, "/statements/{id}/signatures"),
          known(GET, "/statements/{id}/bundle"),
          open(GET, "/keys/evidence.pem"),
          known(GET, "/runs/{id}"),
          known(GET, "/runs/{id}/logs/{channel}"),
          known(GET, "/runs/{id}/latency.csv"),
          known(GET, "/account"),
          known(POST, "/account/tokens"),
          known(POST, "/account/tokens/{id}/revocation"),
          known(GET, "/nodes"));

  private PageRules() {}

  private static Rule open(HttpMethod method, String pattern) {
    return new Rule(method, pattern, true);
  }

  private static Rule known(HttpMethod method, String pattern) {
    return new Rule(method, pattern, false);
  }

  /** One address; open ones are for everybody, the others for people who are signed in. */
  record Rule(HttpMethod method, String pattern, boolean open) {}
}
