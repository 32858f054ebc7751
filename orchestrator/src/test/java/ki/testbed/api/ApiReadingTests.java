package ki.testbed.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.util.List;
import java.util.Map;
import ki.testbed.TestDatabase;
import ki.testbed.access.Accounts;
import ki.testbed.access.Caller;
import ki.testbed.access.Role;
import ki.testbed.access.TestCallers;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.queue.NodeReport;
import ki.testbed.queue.Nodes;
import ki.testbed.showcase.Stories;
import ki.testbed.submission.SubmissionState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ApiTest
class ApiReadingTests {
  @Autowired MockMvcTester mvc;
  @Autowired Stories stories;
  @Autowired Accounts accounts;
  @Autowired Nodes nodes;

  private Caller caller;
  private ApiClient client;

  @BeforeEach
  void begin() {
    TestDatabase.shared().empty();
    caller = TestCallers.submitter();
    client = ApiClient.of(mvc, accounts, caller);
  }

  @Test
  void resultHoldsTheFiguresPeopleAskForFirst() {
    Evaluation evaluation = stories.good(caller);

    MvcTestResult answer = client.get("/evaluations/" + evaluation.id() + "/result");

    assertThat(answer)
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"imageDigest": "%s", "planHash": "%s", "datasetHash": "%s", "grade": "PREVIEW", "validity": "VALID",
             "accuracy": {"n": 1382, "confidence": 0.95, "twoSided": 0.9, "method": "clopper-pearson/1"},
             "latency": {"unit": "ms", "n": 4500, "from": "schedule"},
             "throughput": {"value": 100, "unit": "1/s"},
             "sut": {"cpuSeconds": 9.87, "memoryPeakBytes": 194248704, "coldStartSeconds": 1.412},
             "verdicts": [{"criterion": "c-accuracy", "verdict": "MET"}, {"criterion": "c-p99", "verdict": "MET"},
                          {"criterion": "c-errors", "verdict": "MET"}]}
            """
                .formatted(
                    evaluation.imageDigest().prefixed(),
                    evaluation.planHash(),
                    evaluation.dataSetHashes().getFirst()));
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.accuracy.value")
        .asNumber()
        .isEqualTo(0.9703328509406657);
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.accuracy.ciLow")
        .asNumber()
        .isEqualTo(0.9616775037093367);
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.runs[*].measurements[*]")
        .asArray()
        .isNotEmpty();
  }

  @Test
  void resultOfARunningEvaluationDoesNotExistYet() {
    assertThat(client.get("/evaluations/" + stories.running(caller).id() + "/result"))
        .hasStatus(409)
        .bodyJson()
        .extractingPath("$.reason")
        .isEqualTo("NOT_FINISHED");
  }

  @Test
  void whatWasNotMeasuredIsMissingAndNotZero() {
    MvcTestResult answer = client.get("/evaluations/" + stories.failed(caller).id() + "/result");

    assertThat(answer).hasStatusOk();
    assertThat(answer)
        .bodyJson()
        .doesNotHavePath("$.accuracy")
        .doesNotHavePath("$.latency")
        .doesNotHavePath("$.sut")
        .doesNotHavePath("$.validity");
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.runs[0].run.reason.code")
        .isEqualTo("PORT_NEVER_OPENED");
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.runs[0].run.reason.sentence.en")
        .asString()
        .contains("8080")
        .contains("120 s");
  }

  @Test
  void aRunTellsItsHistoryValuesAndSurroundings() {
    String run = "/runs/" + stories.good(caller).runs().getLast().id();

    assertThat(client.get(run))
        .bodyJson()
        .extractingPath("$.evidence[*].kind")
        .asArray()
        .contains("EVENTS", "RESULT");
    assertThat(client.get(run + "/history"))
        .bodyJson()
        .extractingPath("$.items[*].state")
        .asArray()
        .startsWith("QUEUED")
        .endsWith("SUCCEEDED");
    assertThat(client.get(run + "/measurements"))
        .bodyJson()
        .extractingPath("$.items[*].metric")
        .asArray()
        .contains("latency_p99@1", "throughput@1");
    assertThat(client.get(run + "/environment"))
        .bodyJson()
        .extractingPath("$.interfaces")
        .asArray()
        .containsExactly("lo");
    assertThat(client.get(run))
        .bodyJson()
        .extractingPath("$.since")
        .asString()
        .matches("[0-9-]{10}T[0-9:]{8}\\.[0-9]{3}Z");
  }

  @Test
  void aWaitingRunSaysWhy() {
    Evaluation evaluation = stories.queued(caller);

    MvcTestResult queue = client.get("/queue");

    assertThat(queue).bodyJson().extractingPath("$.own[*].id").asArray().hasSize(2);
    assertThat(client.get("/runs/" + evaluation.runs().getLast().id()))
        .bodyJson()
        .extractingPath("$.waiting.ahead")
        .isEqualTo(1);
  }

  @Test
  void logsAreHarmlessText() {
    String run = stories.failed(caller).runs().getFirst().id().toString();

    MvcTestResult answer = client.get("/runs/" + run + "/logs");

    assertThat(answer).hasContentTypeCompatibleWith(MediaType.TEXT_PLAIN);
    assertThat(answer)
        .headers()
        .hasValue("Content-Disposition", "attachment; filename=\"" + run + "-sut.log\"");
    assertThat(answer.getResponse().getHeader("Content-Security-Policy"))
        .contains("default-src 'none'")
        .contains("sandbox");
    assertThat(answer)
        .bodyText()
        .contains("<b>no model</b>")
        .doesNotContain("\u001b")
        .doesNotContain("\u202e");
  }

  @Test
  void theLatencyCurveComesInThreeForms() {
    String path = "/runs/" + stories.good(caller).runs().getLast().id() + "/plots/latency-cdf";

    MvcTestResult numbers =
        client.request(HttpMethod.GET, path).accept(MediaType.APPLICATION_JSON).exchange();
    MvcTestResult picture =
        client
            .request(HttpMethod.GET, path)
            .accept("image/svg+xml")
            .header("Accept-Language", "de")
            .exchange();
    MvcTestResult table = client.request(HttpMethod.GET, path).accept("text/csv").exchange();

    assertThat(numbers)
        .bodyJson()
        .isLenientlyEqualTo(
            "{\"from\":\"schedule\",\"unit\":\"ms\",\"n\":4500,\"failed\":0,\"threshold\":50}");
    assertThat(numbers).bodyJson().extractingPath("$.points[-1].share").isEqualTo(1.0);
    assertThat(picture)
        .bodyText()
        .startsWith("<svg ")
        .contains("10,5\u00a0ms")
        .contains("Schwelle p99");
    assertThat(table)
        .bodyText()
        .startsWith("latency_ms,share\n")
        .hasLineCount(2252); // every second of 4,500
  }

  @Test
  void aRunWithoutLatencyHasNoCurve() {
    String run = stories.good(caller).runs().getFirst().id().toString();

    assertThat(
            client
                .request(HttpMethod.GET, "/runs/" + run + "/plots/latency-cdf")
                .accept(MediaType.APPLICATION_JSON)
                .exchange())
        .hasStatus(409)
        .bodyJson()
        .extractingPath("$.reason")
        .isEqualTo("NOT_MEASURED");
  }

  @Test
  void plansAndDataSetsAreOpenToRead() throws Exception {
    String plans = client.get("/test-plans").getResponse().getContentAsString();

    assertThat(JsonPath.<List<String>>read(plans, "$.items[*].ref"))
        .contains("language-identification@2");
    assertThat(client.get("/test-plans/language-identification/versions/2"))
        .bodyJson()
        .extractingPath("$.criteria[0].operator")
        .isEqualTo(">=");
    assertThat(client.get("/test-plans/language-identification/versions/99")).hasStatus(404);
    assertThat(client.get("/data-sets/langid-udhr/versions/1"))
        .bodyJson()
        .extractingPath("$.n")
        .isEqualTo(1382);
  }

  @Test
  void manifestsAreCheckedWithoutWritingAnything() {
    MvcTestResult bad =
        client.post(
            "/manifest-checks",
            "not-needed",
            "{\"manifest\":\"apiVersion: testbed/v1\\nname: x\\n\"}");
    MvcTestResult good =
        client.post(
            "/manifest-checks",
            "not-needed",
            "{\"manifest\":\"apiVersion: testbed/v1\\nname: acme-triage\\nprotocol: oip-v2\\n\"}");

    assertThat(bad)
        .hasStatusOk()
        .bodyJson()
        .extractingPath("$.findings[*].severity")
        .asArray()
        .contains("ERROR");
    assertThat(bad).bodyJson().doesNotHavePath("$.effective");
    assertThat(good).bodyJson().extractingPath("$.effective.name").isEqualTo("acme-triage");
    assertThat(client.get("/submissions")).bodyJson().extractingPath("$.items").asArray().isEmpty();
  }

  @Test
  void findingsStandWithTheSubmission() {
    var rejected = stories.submission(caller, "hasty-triage", SubmissionState.REJECTED);

    assertThat(client.get("/submissions/" + rejected.id()))
        .bodyJson()
        .extractingPath("$.findings[*].id")
        .asArray()
        .contains("M002");
  }

  @Test
  void theCallerSeesItself() {
    assertThat(client.get("/me"))
        .bodyJson()
        .extractingPath("$.roles")
        .asArray()
        .containsExactly("SUBMITTER");
    assertThat(client.get("/limits")).bodyJson().extractingPath("$.chunkBytes").isEqualTo(64 << 20);
  }

  @Test
  void operatorsSeeTheNodes() {
    Caller operator = TestCallers.member(TestDatabase.shared(), Role.OPERATOR);
    nodes.seen(
        new NodeReport("local", "docker", "T1", 2, 1L << 34, Map.of()), java.time.Instant.EPOCH);
    ApiClient theirs = ApiClient.of(mvc, accounts, operator, java.util.Set.of("node:write"));

    assertThat(theirs.get("/nodes"))
        .bodyJson()
        .extractingPath("$.items[*].id")
        .asArray()
        .containsExactly("local");
    assertThat(theirs.get("/nodes/local")).bodyJson().extractingPath("$.tier").isEqualTo("T1");
    assertThat(theirs.get("/nodes/remote")).hasStatus(404);
  }
}
