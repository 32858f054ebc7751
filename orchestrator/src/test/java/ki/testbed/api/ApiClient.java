package ki.testbed.api;

import java.time.Duration;
import java.util.Set;
import ki.testbed.access.Accounts;
import ki.testbed.access.Caller;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Somebody who calls the API with a token. */
record ApiClient(MockMvcTester mvc, String token) {
  static final Set<String> ALL =
      Set.of("submission:read", "submission:write", "evaluation:read", "evaluation:write");

  static ApiClient of(MockMvcTester mvc, Accounts accounts, Caller caller) {
    return of(mvc, accounts, caller, ALL);
  }

  static ApiClient of(MockMvcTester mvc, Accounts accounts, Caller caller, Set<String> scopes) {
    return new ApiClient(
        mvc, accounts.newToken(caller, "test", scopes, Duration.ofHours(1)).secret());
  }

  MockMvcTester.MockMvcRequestBuilder request(HttpMethod method, String path) {
    return mvc.method(method).uri(ApiRules.ROOT + path).header("Authorization", "Bearer " + token);
  }

  MvcTestResult get(String path) {
    return request(HttpMethod.GET, path).exchange();
  }

  MvcTestResult post(String path, String key, String json) {
    return request(HttpMethod.POST, path)
        .header("Idempotency-Key", key)
        .contentType(MediaType.APPLICATION_JSON)
        .content(json)
        .exchange();
  }
}
