package ki.testbed.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import ki.testbed.TestDatabase;
import ki.testbed.access.AccessProblem;
import ki.testbed.access.Accounts;
import ki.testbed.access.Caller;
import ki.testbed.access.TestCallers;
import ki.testbed.evaluation.EvaluationProblem;
import ki.testbed.showcase.ShownEvaluations;
import ki.testbed.showcase.Stories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ApiTest
class ApiProblemTests {
  @Autowired MockMvcTester mvc;
  @Autowired Accounts accounts;
  @Autowired Stories stories;
  @Autowired ShownEvaluations evaluations;
  @Autowired MessageSource words;

  private Caller caller;
  private ApiClient client;

  @BeforeEach
  void begin() {
    TestDatabase.shared().empty();
    caller = TestCallers.submitter();
    client = ApiClient.of(mvc, accounts, caller);
  }

  @AfterEach
  void end() {
    evaluations.databaseAway(false);
  }

  @Test
  void everyRefusalHasWordsInBothLanguages() {
    Stream<String> codes =
        Stream.of(
                Stream.of(ProblemCode.values()).map(Enum::name),
                Stream.of(AccessProblem.Code.values()).map(Enum::name),
                Stream.of(EvaluationProblem.Code.values()).map(Enum::name))
            .flatMap(one -> one);

    codes.forEach(code -> {
      for (Locale locale : List.of(Locale.GERMAN, Locale.ENGLISH)) {
        for (String part : List.of("title", "detail", "next")) {
          assertThat(words.getMessage("problem." + code + "." + part, new Object[] {"x"}, locale))
              .as(code)
              .isNotBlank();
        }
      }
    });
  }

  @Test
  void aProblemSaysWhatHappenedWhoActsAndWhatToDoNext() {
    MvcTestResult answer =
        client.post(
            "/manifest-checks", "key-of-mine", "{\"manifest\":\"name: x\",\"colour\":\"red\"}");

    assertThat(answer)
        .hasStatus(400)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
        .hasHeader("Content-Language", "en");
    assertThat(answer)
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"type": "/problems/FIELD_UNKNOWN", "status": 400, "reason": "FIELD_UNKNOWN", "blame": "SUBMISSION",
             "title": "Unknown field", "detail": "The field colour does not exist here.",
             "nextStep": "Remove or correct it.", "instance": "/api/v1/manifest-checks"}
            """);
    assertThat(answer).bodyJson().extractingPath("$.requestId").asString().hasSize(36);
  }

  @Test
  void problemsSpeakGermanToThoseWhoPreferIt() {
    MvcTestResult answer =
        client
            .request(HttpMethod.GET, "/nothing")
            .header("Accept-Language", "fr, de-AT;q=0.8, en;q=0.5")
            .exchange();

    assertThat(answer)
        .hasHeader("Content-Language", "de")
        .bodyJson()
        .extractingPath("$.title")
        .isEqualTo("Nicht gefunden");
  }

  @Test
  void whateverIsWrongWithABodyIsAProblem() {
    assertReason(client.post("/manifest-checks", "k2345678", "{"), 400, "BODY_UNREADABLE");
    assertReason(client.post("/manifest-checks", "k2345678", "{}"), 400, "FIELD_INVALID");
    assertReason(
        client.post(
            "/manifest-checks", "k2345678", "{\"manifest\":\"" + "x".repeat(1 << 20) + "\"}"),
        413,
        "BODY_TOO_LARGE");
    assertReason(
        client.post(
            "/evaluations",
            "k2345678",
            "{\"submissionId\":\"no\",\"plan\":\"a@1\",\"mode\":\"MEASURED\"}"),
        400,
        "BODY_UNREADABLE");
    assertReason(
        client.post(
            "/evaluations",
            "k2345678",
            "{\"submissionId\":\"00000000-0000-0000-0000-000000000000\",\"plan\":\"a\",\"mode\":\"MEASURED\"}"),
        400,
        "FIELD_INVALID");
    assertReason(
        client
            .request(HttpMethod.POST, "/manifest-checks")
            .contentType(MediaType.TEXT_PLAIN)
            .content("x")
            .exchange(),
        415,
        "MEDIA_TYPE_UNSUPPORTED");
  }

  @Test
  void formsThatDoNotExistAreRefused() {
    String run = stories.good(caller).runs().getLast().id().toString();

    assertReason(
        client
            .request(HttpMethod.GET, "/runs/" + run + "/plots/latency-cdf")
            .accept(MediaType.APPLICATION_PDF)
            .exchange(),
        406,
        "NOT_ACCEPTABLE");
    assertReason(client.get("/submissions?limit=0"), 400, "FIELD_INVALID");
    assertReason(client.get("/submissions?limit=many"), 400, "FIELD_INVALID");
    assertReason(client.get("/runs/" + run + "/logs?channel=secret"), 400, "FIELD_INVALID");
  }

  @Test
  void refusalsOfOtherModulesKeepTheirWords() {
    String body =
        "{\"submissionId\":\"00000000-0000-0000-0000-000000000000\",\"plan\":\"a@901\",\"mode\":\"MEASURED\"}";

    MvcTestResult answer = client.post("/evaluations", "another-key", body);

    assertReason(answer, 409, "PLAN_NOT_APPLICABLE");
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.detail")
        .isEqualTo("The plan asks for another node.");
  }

  @Test
  void withoutDatabaseItSaysWhenToTryAgain() {
    evaluations.databaseAway(true);

    MvcTestResult answer = client.get("/evaluations");

    assertReason(answer, 503, "DATABASE_AWAY");
    assertThat(answer).hasHeader("Retry-After", "5");
    assertThat(answer).bodyJson().extractingPath("$.blame").isEqualTo("TESTBED");
  }

  @Test
  void noProblemTellsItsInside() {
    evaluations.databaseAway(true);

    assertThat(client.get("/evaluations"))
        .bodyText()
        .doesNotContain("Exception", "ki.testbed", "select ", "connection");
  }

  private static void assertReason(MvcTestResult answer, int status, String reason) {
    assertThat(answer).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(answer).bodyJson().extractingPath("$.reason").isEqualTo(reason);
  }
}
