package ki.testbed.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ki.testbed.TestDatabase;
import ki.testbed.access.Accounts;
import ki.testbed.access.Caller;
import ki.testbed.access.TestCallers;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.showcase.Stories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@ApiTest
class ApiAccessTests {
  @Autowired MockMvcTester mvc;
  @Autowired Accounts accounts;
  @Autowired Stories stories;
  @Autowired JsonMapper json;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  private Caller caller;

  @BeforeEach
  void begin() {
    TestDatabase.shared().empty();
    caller = TestCallers.submitter();
  }

  @Test
  void everyMappingHasARuleAndEveryRuleAMapping() {
    Set<String> mapped = new HashSet<>();
    mappings
        .getHandlerMethods()
        .keySet()
        .forEach(info ->
            info.getPatternValues().stream()
                .filter(pattern -> pattern.startsWith("/api"))
                .forEach(pattern ->
                    info.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> mapped.add(method + " " + pattern))));

    Set<String> ruled = new HashSet<>();
    ApiRules.ALL.forEach(rule -> ruled.add(rule.method() + " " + rule.pattern()));
    assertThat(mapped).isEqualTo(ruled);
  }

  @Test
  void withoutTokenEverythingIsOneAndTheSame401() {
    for (String path : List.of("/me", "/submissions", "/nothing-like-this")) {
      MvcTestResult answer = mvc.get().uri(ApiRules.ROOT + path).exchange();

      assertThat(answer)
          .hasStatus(401)
          .hasHeader("WWW-Authenticate", "Bearer realm=\"testbed-api\"");
      assertThat(answer)
          .bodyJson()
          .extractingPath("$.type")
          .isEqualTo("/problems/NOT_AUTHENTICATED");
    }
  }

  @Test
  void wrongTokensAndCookiesAreNoToken() {
    String good = ApiClient.of(mvc, accounts, caller).token();
    String bad = good.substring(0, good.length() - 1) + (good.endsWith("a") ? "b" : "a");

    assertThat(mvc.get().uri("/api/v1/me").header("Authorization", "Bearer " + bad)).hasStatus(401);
    assertThat(mvc.get().uri("/api/v1/me").header("Authorization", "Basic " + good)).hasStatus(401);
    assertThat(mvc.get().uri("/api/v1/me").cookie(new jakarta.servlet.http.Cookie("testbed", good)))
        .hasStatus(401);
    assertThat(mvc.get().uri("/api/v1/me").header("Authorization", "Bearer " + good)).hasStatusOk();
  }

  @Test
  void whatIsNotListedDoesNotExist() {
    ApiClient client = ApiClient.of(mvc, accounts, caller);

    assertThat(client.get("/nothing-like-this")).hasStatus(404);
    assertThat(client.request(HttpMethod.PUT, "/me").exchange()).hasStatus(404);
    assertThat(client.get("/nothing-like-this"))
        .bodyJson()
        .extractingPath("$.reason")
        .isEqualTo("NOT_FOUND");
  }

  @Test
  void aMissingScopeIsNamed() {
    ApiClient client = ApiClient.of(mvc, accounts, caller, Set.of("evaluation:read"));

    MvcTestResult answer = client.get("/submissions");

    assertThat(answer).hasStatus(403);
    assertThat(answer).bodyJson().extractingPath("$.reason").isEqualTo("SCOPE_MISSING");
    assertThat(answer).bodyJson().extractingPath("$.detail").asString().contains("submission:read");
  }

  @Test
  void operatorsViewsAreClosedForOthers() {
    ApiClient client = ApiClient.of(mvc, accounts, caller);

    assertThat(client.get("/nodes")).hasStatus(403);
  }

  @Test
  void foreignObjectsAnswerLikeMissingOnes() throws Exception {
    Evaluation foreign = stories.good(TestCallers.submitter());
    ApiClient client = ApiClient.of(mvc, accounts, caller);
    String run = foreign.runs().getLast().id().toString();

    for (ApiRules.Rule rule : ApiRules.ALL) {
      if (rule.method() == HttpMethod.GET
          && rule.path().contains("{id}")
          && !rule.path().contains("version")
          && !rule.path().startsWith("/nodes")) {
        String real =
            rule.path().startsWith("/evaluations")
                ? foreign.id().toString()
                : rule.path().startsWith("/runs") ? run : foreign.submission().toString();
        ObjectNode theirs = problem(client.get(rule.path().replace("{id}", real)));
        ObjectNode nobodys =
            problem(client.get(rule.path().replace("{id}", UUID.randomUUID().toString())));
        ObjectNode nonsense = problem(client.get(rule.path().replace("{id}", "no-id")));

        assertThat(theirs).as(rule.path()).isEqualTo(nobodys).isEqualTo(nonsense);
        assertThat(theirs.get("status").asInt()).isEqualTo(404);
      }
    }
  }

  private ObjectNode problem(MvcTestResult answer) throws Exception {
    ObjectNode body = (ObjectNode) json.readTree(answer.getResponse().getContentAsByteArray());
    body.remove("requestId");
    body.remove("instance");
    return body;
  }

  @Test
  void foreignObjectsCannotBeChanged() {
    Evaluation foreign = stories.good(TestCallers.submitter());
    ApiClient client = ApiClient.of(mvc, accounts, caller);

    assertThat(client.post("/evaluations/" + foreign.id() + "/cancellation", "0123456789", "{}"))
        .hasStatus(404);
    assertThat(
            client
                .request(HttpMethod.DELETE, "/submissions/" + foreign.submission())
                .header("If-Match", "*")
                .exchange())
        .hasStatus(404);
  }

  @Test
  void tokensCannotMakeTokens() {
    ApiClient client = ApiClient.of(mvc, accounts, caller);

    MvcTestResult answer =
        client.post("/tokens", "make-a-token", "{\"name\":\"x\",\"scopes\":[\"submission:read\"]}");

    assertThat(answer)
        .hasStatus(403)
        .bodyJson()
        .extractingPath("$.reason")
        .isEqualTo("STEP_UP_REQUIRED");
    assertThat(client.get("/tokens")).hasStatusOk().bodyText().doesNotContain(client.token());
  }

  @Test
  void aTokenEndsItselfAndOthersOfItsPersonButNobodyElses() {
    ApiClient client = ApiClient.of(mvc, accounts, caller);
    ApiClient other = ApiClient.of(mvc, accounts, TestCallers.submitter());
    String path = "/tokens/" + accounts.tokens(caller).getFirst().id();

    assertThat(other.request(HttpMethod.DELETE, path).header("If-Match", "*").exchange())
        .hasStatus(404);
    assertThat(client.request(HttpMethod.DELETE, path).header("If-Match", "*").exchange())
        .hasStatus(204);
    assertThat(client.get("/tokens")).hasStatus(401);
  }
}
